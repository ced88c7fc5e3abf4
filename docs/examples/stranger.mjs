// Talks to a running ChatX as a stranger would: Node, npm's ws, and docs/protocol.md.
//   npm install ws && node stranger.mjs https://127.0.0.1:8420 [KEY]
// KEY is the "key" that the server prints when it starts; without it whoever answers is believed.
import { createHash, randomUUID } from "node:crypto";
import http from "node:http";
import https from "node:https";
import tls from "node:tls";
import WebSocket from "ws";

const base = process.argv[2] ?? "https://127.0.0.1:8420";
const secure = base.startsWith("https:");
const trust = secure ? await trusted(new URL(base), process.argv[3]) : {};
const tag = randomUUID().slice(0, 8);
const password = "correct horse " + tag;

// A server is known by its key, whatever names its certificate has: the key is compared once, and
// then this certificate and no other is accepted.
async function trusted({ hostname, port }, wanted) {
  const socket = tls.connect({ host: hostname, port: port || 443, rejectUnauthorized: false });
  await new Promise((done, fail) => socket.once("secureConnect", done).once("error", fail));
  const certificate = socket.getPeerX509Certificate();
  socket.destroy();
  const spki = certificate.publicKey.export({ type: "spki", format: "der" });
  const key = createHash("sha256").update(spki).digest("base64url");
  if (wanted && wanted !== key) throw new Error("reached a different server: " + key);
  return { ca: certificate.toString(), checkServerIdentity: () => undefined };
}

async function post(path, body) {
  const options = { ...trust, method: "POST", headers: { "Content-Type": "application/json" } };
  const answer = await new Promise((done, fail) => {
    const request = (secure ? https : http).request(base + path, options, done).on("error", fail);
    request.end(JSON.stringify(body));
  });
  let text = "";
  for await (const part of answer) text += part;
  if (answer.statusCode >= 400) throw new Error(`${path}: ${answer.statusCode} ${text}`);
  return JSON.parse(text);
}

async function connect(name) {
  const { accessToken } = await post("/api/v1/sessions", { name, password });
  const socket = new WebSocket(base.replace("http", "ws") + "/ws", "chatx.v1", trust);
  await new Promise((done, fail) => socket.once("open", done).once("error", fail));
  const waiting = new Map();
  const client = { socket, events: [], watchers: [] };
  let id = 0;
  socket.on("message", (data) => {
    const frame = JSON.parse(data);
    if (frame.id !== undefined) {
      waiting.get(frame.id)?.(frame);
      waiting.delete(frame.id);
    } else {
      client.events.push(frame);
      client.watchers = client.watchers.filter((watch) => !watch());
    }
  });
  const once = (type, data) =>
    new Promise((done) => {
      waiting.set(++id, done);
      socket.send(JSON.stringify({ id, type, data }));
    });
  // A person seldom asks too often; a script waits when it is told to.
  client.ask = async (type, data = {}) => {
    for (;;) {
      const answer = await once(type, data);
      if (answer.data?.code !== "rate_limited") return answer;
      await new Promise((done) => setTimeout(done, answer.data.retryAfterMs));
    }
  };
  client.until = (test) =>
    new Promise((done) => {
      const watch = () => test(client.events) && (done(), true);
      if (!watch()) client.watchers.push(watch);
    });
  const signedIn = await client.ask("session.authenticate", { token: accessToken });
  if (signedIn.type !== "session.authenticated") throw new Error(JSON.stringify(signedIn));
  return client;
}

function check(what, fine) {
  console.log((fine ? "ok    " : "FAILED ") + what);
  if (!fine) process.exitCode = 1;
}

const [ada, bob] = ["ada-" + tag, "bob-" + tag];
await post("/api/v1/accounts", { name: ada, password });
await post("/api/v1/accounts", { name: bob, password });
const a = await connect(ada);
let b = await connect(bob);
check("two people registered and signed in", true);

const created = await a.ask("room.create", { name: "Room " + tag, password: "swordfish " + tag });
const room = created.data.state.id;
check("a private room was created", created.type === "room.joined" && created.data.state.locked);
const refused = await b.ask("room.join", { room, password: "not the password" });
check("a wrong password is refused: " + refused.data.code, refused.data.code === "wrong_room_password");
const joined = await b.ask("room.join", { room, password: "swordfish " + tag });
check("the right one opens it", joined.type === "room.joined");
await a.until((events) => events.some((e) => e.type === "member.joined"));
check("the other is told of the join", true);

const posted = (client) => client.events.filter((e) => e.type === "message.posted");
async function say(client, body) {
  const answer = await client.ask("message.send", { room, clientKey: randomUUID(), body });
  if (answer.type !== "message.accepted") throw new Error(JSON.stringify(answer));
  return answer.data.seq;
}
const talk = async (client, name) => {
  for (let i = 0; i < 500; i++) await say(client, `${name} ${i}`);
};
await Promise.all([talk(a, "ada"), talk(b, "bob")]);
await a.until(() => posted(a).length === 1000);
await b.until(() => posted(b).length === 1000);
const order = (client) => posted(client).map((e) => `${e.seq} ${e.data.id}`).join();
check("1,000 messages, both saw the same order", order(a) === order(b));

let before;
let read = 0;
let pages = 0;
for (;;) {
  const page = await a.ask("message.history", { room, before, limit: 200 });
  read += page.data.entries.length;
  pages++;
  if (!page.data.hasMoreBefore) break;
  before = page.data.entries[0].seq;
}
check(`the history has ${read} entries in ${pages} pages`, read === 1002 && pages === 6);

const last = posted(b).at(-1).seq;
b.socket.terminate();
for (let i = 0; i < 20; i++) await say(a, "while bob is away " + i);
b = await connect(bob);
const resumed = await b.ask("room.resume", { room, afterSeq: last });
const seqs = resumed.data.events.map((e) => e.seq);
const dense = seqs.every((seq, i) => seq === last + 1 + i) && seqs.length === 20;
check("after a cut the 20 missed messages came, no more, no less", dense && resumed.data.status === "live");
const live = await say(a, "live again");
await b.until((events) => events.some((e) => e.seq === live));
check("and then the live ones", live === seqs.at(-1) + 1);

await b.ask("room.leave", { room });
await a.until((events) => events.some((e) => e.type === "member.left"));
check("the other is told of the leave", true);
a.socket.close();
b.socket.close();
