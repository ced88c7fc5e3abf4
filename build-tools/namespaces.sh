# Computers on one network, each in a network namespace of its own, joined by a bridge in another one. To be
# sourced. Changes nothing outside of its namespaces. Needs root and iproute2.

# The wire between them. Where namespaces are not permitted it says so, with the words that are given, and ends
# the script: as a failure, or with NAMESPACES=optional as a success. $1 what was not shown then
lay_wire() {
  local refused
  command -v ip >/dev/null || { echo "iproute2 is missing." >&2; exit 1; }
  if ip netns list 2>/dev/null | grep '^chatx-wire' >/dev/null; then
    echo "The wire of another run is there: ip netns del chatx-wire takes it away." >&2
    trap - EXIT
    exit 1
  fi
  if ! refused=$({ ip netns add chatx-wire && ip -n chatx-wire link add lan type bridge; } 2>&1); then
    echo "NETWORK NAMESPACES ARE NOT PERMITTED HERE: $refused"
    echo "So $1. Run it as root, outside of a container."
    [ "${NAMESPACES:-}" = optional ] && exit 0
    exit 1
  fi
  ip -n chatx-wire link set lan up
}

# A computer with one network card, on the wire. $1 name, $2 address
computer() {
  ip netns add "chatx-$1"
  ip link add eth0 netns "chatx-$1" type veth peer name "to-$1" netns chatx-wire
  ip -n chatx-wire link set "to-$1" master lan up
  ip -n "chatx-$1" link set lo up
  ip -n "chatx-$1" link set eth0 up
  ip -n "chatx-$1" address add "$2/24" brd + dev eth0
}

# The wire and all these computers are gone.
take_away() {
  local each
  for each in wire "$@"; do ip netns del "chatx-$each" 2>/dev/null || true; done
}
