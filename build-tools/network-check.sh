#!/usr/bin/env bash
# Whether people on one network find each other, with the faults that networks have: a host and a friend in
# network namespaces of their own, joined by a bridge in a third. Prints a table of seconds per fault, and
# what `doctor` says to each. Changes nothing outside of its namespaces. Needs root, iproute2 and nftables.
#
#   build-tools/network-check.sh [chatx-server.jar]
#
# Where namespaces are not permitted it fails; NAMESPACES=optional has it only say so.
set -euo pipefail
cd "$(dirname "$0")/.."
. build-tools/namespaces.sh

jar=${1:-app-server/target/chatx-server.jar}
java=$(jlink/find-jdk.sh)/bin/java

scratch=$(mktemp -d)
started=()
failed=0

end() { kill -9 "$1" 2>/dev/null || true; wait "$1" 2>/dev/null || true; }
clean() {
  for each in "${started[@]}"; do end "$each"; done
  take_away host second friend
  rm -rf "$scratch"
}
trap clean EXIT

# Short runs: compiling well costs more than it brings.
cat >"$scratch/chatx" <<END
#!/bin/sh
exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -jar "$jar" "\$@"
END
chmod +x "$scratch/chatx"
chatx=$scratch/chatx

lay_wire "it was NOT shown that people on one network find each other"

on() { local space=$1; shift; ip netns exec "chatx-$space" "$@"; }

computer host 10.77.0.1
computer second 10.77.0.3
computer friend 10.77.0.2

drop() { # space, then rules that hold for what comes in and what goes out
  local space=$1 rules=$2
  on "$space" nft -f - <<END
table inet fault {
  chain coming { type filter hook input priority 0; $rules }
  chain going { type filter hook output priority 0; $rules }
}
END
}
heal() { on "$1" nft delete table inet fault; }

vpn() { # space: a tunnel that has taken the routes that are named after it
  local space=$1; shift
  ip link add tun0 netns "chatx-$space" type veth peer name "vpn-$space" netns chatx-wire
  ip -n chatx-wire link set "vpn-$space" up
  ip -n "chatx-$space" link set tun0 up
  ip -n "chatx-$space" address add 10.99.0.2/24 dev tun0
  for route in "$@"; do ip -n "chatx-$space" route add "$route" dev tun0; done
}
no_vpn() { ip -n "chatx-$1" link del tun0; }

serve() { # space, data, options: returns when it is ready
  local space=$1 data=$2; shift 2
  ip netns exec "chatx-$space" "$chatx" serve --data "$scratch/$data" "$@" \
    >"$scratch/$data.out" 2>"$scratch/$data.log" &
  server=$!
  started+=("$server")
}
await() { # file, pattern, seconds: prints how long it took; fails when it does not come
  local begin now
  begin=$(date +%s%N)
  while ! grep -q -- "$2" "$1" 2>/dev/null; do
    now=$(date +%s%N)
    [ $(((now - begin) / 1000000)) -lt $(($3 * 1000)) ] || return 1
    sleep 0.05
  done
  now=$(date +%s%N)
  seconds $(((now - begin) / 1000000))
}
seconds() { printf '%d.%02d' $(($1 / 1000)) $(($1 % 1000 / 10)); }

row() { printf '%-52s %8s  %-14s %s\n' "$1" "$2" "$3" "$4"; }
wrong() { failed=1; row "$1" "FAILED" "$2" "$3"; }

# What the doctor says, in the background, so that it costs no time of its own.
ask_doctor() { # space, pattern, options
  local space=$1; wanted=$2; shift 2
  ip netns exec "chatx-$space" "$chatx" doctor --data "$scratch/nothing" "$@" >"$scratch/doctor" 2>&1 &
  doctor=$!
}
diagnosis() { # sets `said`; fails when it is not what was expected
  wait "$doctor" || true
  said=$(grep -m1 -E -- "$wanted" "$scratch/doctor" | cut -c1-90 | tr -s ' ') || said=
  [ -n "$said" ] || { echo "The doctor should have said: $wanted"; cat "$scratch/doctor"; return 1; }
}

# One look by the friend: within how many seconds, by which way, and what the doctor of one of them says.
fault() { # words, seconds, way, doctor's space, doctor's pattern, options of find
  local words=$1 most=$2 way=$3 space=$4 pattern=$5 line ms ways
  shift 5
  said=-
  [ -z "$pattern" ] || ask_doctor "$space" "$pattern" --network
  line=$(on friend "$chatx" find --json --first --seconds 12 "$@" 2>"$scratch/find.err" | head -1) || true
  ms=$(sed -n 's/.*"ms":\([0-9]*\).*/\1/p' <<<"$line")
  ways=$(sed -n 's/.*"ways":\[\([^]]*\)\].*/\1/p' <<<"$line" | tr -d '"')
  if [ -n "$pattern" ] && ! diagnosis; then wrong "$words" "$ways" "the doctor does not name it"
  elif [ -z "$ms" ]; then wrong "$words" - "nothing was found"; cat "$scratch/find.err"
  elif [ "$ms" -gt $((most * 1000)) ]; then wrong "$words" "$ways" "$(seconds "$ms") s, more than $most"
  elif [ -n "$way" ] && [ "$ways" != "$way" ]; then wrong "$words" "$ways" "not by $way"
  else row "$words" "$(seconds "$ms")" "$ways" "$said"; fi
}

begin=$(date +%s)
serve host anna --server-name "Anna's ChatX" --announce-as Anna
anna=$server
await "$scratch/anna.out" ready 30 >/dev/null || { cat "$scratch/anna.log"; exit 1; }

row "fault" "seconds" "found by" "doctor"
multicast='ip daddr 224.0.0.0/4 drop;'
broadcast='ip daddr { 10.77.0.255, 255.255.255.255 } drop;'
ours='udp dport 8420 drop; udp sport 8420 drop;'
all='udp dport { 5353, 8420 } drop; udp sport { 5353, 8420 } drop;'

fault "none" 3 "" friend "ok +network +others can connect to eth0 10.77.0.2"

vpn friend 224.0.0.0/4; vpn host 224.0.0.0/4
fault "a VPN holds the route of multicast, on both sides" 3 "" friend "vpn +tun0 holds the route of multicast"
no_vpn friend; no_vpn host

vpn friend 10.77.0.0/25 10.77.0.128/25
fault "a VPN holds the route to the neighbours" 3 "" friend "vpn +tun0 holds the route to the neighbours"
no_vpn friend

drop friend "$multicast"
fault "multicast dropped: broadcast takes over" 3 beacon friend "multicast +multicast is blocked on eth0"
heal friend

drop friend "$broadcast"
fault "broadcast dropped" 3 "" friend "broadcast +broadcast is blocked on eth0"
heal friend

drop friend "$ours"
fault "our own port dropped: mDNS takes over" 3 mdns friend "firewall +nftables has: .*8420"
heal friend

drop friend "$multicast $broadcast"
fault "both dropped: an address known from before" 10 known friend "multicast is blocked.*nobody finds" 10.77.0.1
fault "both dropped: every address asked (--scan)" 10 "" friend "" --scan
heal friend

drop friend "$all"
fault "all of UDP dropped: known one is stale, one is typed" 10 known friend "firewall +nftables has: .*5353" 10.77.0.77 10.77.0.1
heal friend

on host nft 'add table inet fault; add chain inet fault in { type filter hook input priority 0; }; add rule inet fault in iifname "eth0" tcp dport 8420 drop'
fault "the host's firewall drops the server's port" 3 "" host "firewall +nftables has: .*tcp dport 8420 drop"
heal host

cat >"$scratch/Hold.java" <<'END'
void main() throws Exception {
  var held = new java.net.DatagramSocket(null);
  held.setReuseAddress(false);
  held.bind(new java.net.InetSocketAddress(8420));
  IO.println("held");
  Thread.sleep(60_000);
}
END
ip netns exec chatx-friend "$java" "$scratch/Hold.java" >"$scratch/hold" 2>&1 &
hold=$!; started+=("$hold")
await "$scratch/hold" held 10 >/dev/null || cat "$scratch/hold"
fault "another program holds UDP port 8420" 3 "" friend "discovery +another program holds UDP port 8420"
end "$hold"

# A server whose clock stands years back, made of one packet.
key=$(printf 'A%.0s' $(seq 43))
(while :; do
  printf '{"chatx":1,"kind":"here","server":"%s","name":"Yesterday","host":"","port":8420,"secure":false,"protocol":1,"people":0,"locked":false,"time":1700000000}' "$key" >"$scratch/packet"
  on second bash -c "cat '$scratch/packet' >/dev/udp/10.77.0.2/8420" || true
  sleep 0.1
done) 2>/dev/null & clock=$!; started+=("$clock")
ask_doctor friend "clock +the clock of Yesterday" --network
if diagnosis; then row "a clock is off" - - "$said"; else wrong "a clock is off" - "the doctor does not name it"; fi
end "$clock"

ask_doctor host "fail +port +cannot listen on"
if diagnosis; then row "the port is taken" - - "$said"; else wrong "the port is taken" - "the doctor does not name it"; fi

for each in host friend; do on wire bridge link set dev "to-$each" isolated on; done
if on friend "$chatx" find --seconds 3 >/dev/null 2>"$scratch/none"; then wrong "the access point keeps devices apart" - "something was found"
elif grep -q "Guest Wi-Fi" "$scratch/none"; then row "the access point keeps devices apart" - - "find: Guest Wi-Fi and many access points keep devices apart"
else wrong "the access point keeps devices apart" - "not said"; cat "$scratch/none"; fi
for each in host friend; do on wire bridge link set dev "to-$each" isolated off; done

# From here on one friend watches, who starts without any network, and hosts come and go.
ip -n chatx-friend link set eth0 down
ask_doctor friend "no network is connected" --network
ip netns exec chatx-friend "$chatx" find --watch --json --seconds 0 >"$scratch/watch" 2>"$scratch/watch.err" &
watch=$!; started+=("$watch")
diagnosis || wrong "first start without a network" - "the doctor does not name it"
ip -n chatx-friend link set eth0 up
took=$(await "$scratch/watch" '"found".*"host":"Anna"' 6) && row "first start without a network, which comes later" "$took" - "$said" || wrong "the network comes later" - "not found"

# The same name twice, and an interface of the host that comes up late.
ip -n chatx-second link set eth0 down
serve second twin --server-name "Anna's ChatX" --announce-as Anna
twin=$server
await "$scratch/twin.out" ready 30 >/dev/null || cat "$scratch/twin.log"
ip -n chatx-second link set eth0 up
if took=$(await "$scratch/watch" '"found".*10.77.0.3:8420' 6) && [ "$(grep '"found"' "$scratch/watch" | sed 's/.*"server":"\([^"]*\)".*/\1/' | sort -u | wc -l)" = 2 ]
then row "a second host of the same name, whose cable comes late" "$took" - -
else wrong "a second host of the same name" - "$(cat "$scratch/watch")"; fi

ip -n chatx-host address del 10.77.0.1/24 dev eth0
ip -n chatx-host address add 10.77.0.50/24 brd + dev eth0
took=$(await "$scratch/watch" '10.77.0.50:8420' 6) && row "the host changes its address" "$took" - - || wrong "the host changes its address" - "$(tail -2 "$scratch/watch")"

end "$twin"
took=$(await "$scratch/watch" '"left".*10.77.0.3:8420' 20) && row "a host is killed: its row leaves after" "$took" - - || wrong "a host is killed" - "its row stays"

kill "$anna"
took=$(await "$scratch/watch" '"left".*10.77.0.50:8420' 3) && row "a host stops: its row leaves after" "$took" - - || wrong "a host stops" - "its row stays: $(tail -2 "$scratch/watch")"

echo "$(($(date +%s) - begin)) s in all"
exit "$failed"
