# Which processes are this home's own, and which ports are free. Sourced by server.sh.
# shellcheck shell=bash

# A process's start time tells it from a later one that got the same id.
started_at() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }

# A copy of a home has its pid files too: only what works in this very home is ours.
is_of_this_home() { [[ "$(readlink "/proc/$1/cwd")/" == "$home"/* ]]; }

# Prints the id of the process launched under this name, if it still runs.
pid_of() {
  local pid started
  read -r pid started 2>/dev/null <"$run/$1.pid" || return 1
  [ -n "$started" ] && [ "$(started_at "$pid")" = "$started" ] && is_of_this_home "$pid" && echo "$pid"
}

launch() {
  local name=$1
  shift
  setsid "$@" </dev/null >>"$log/$name.log" 2>&1 &
  echo "$! $(started_at $!)" >"$run/$name.pid"
}

terminate() {
  local pid
  pid=$(pid_of "$1") || return 0
  kill "$pid"
  for _ in $(seq 100); do
    pid_of "$1" >/dev/null || break
    sleep 0.2
  done
  if pid_of "$1" >/dev/null; then kill -KILL "$pid"; fi
  rm -f "$run/$1.pid"
  say "$1 stopped"
}

wait_for() {
  local name=$1
  shift
  for _ in $(seq 480); do
    "$@" >/dev/null 2>&1 && return
    pid_of "$name" >/dev/null || die "$name ended; see $log/$name.log"
    sleep 0.25
  done
  die "$name does not answer; see $log/$name.log"
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# While anything of this home runs, its ports stay. Else those of the last time, or the next four that are free:
# another tree's servers may hold them.
choose_ports() {
  local name base
  base=$(cat "$home/port" 2>/dev/null || echo "$CKAN_PORT")
  if postgres_pid >/dev/null || pid_of redis >/dev/null || pid_of solr >/dev/null || pid_of ckan >/dev/null; then
    use_ports "$base"
    return
  fi
  for _ in $(seq 20); do
    if port_is_free "$base" && port_is_free $((base + 1)) && port_is_free $((base + 2)) && port_is_free $((base + 3)); then
      echo "$base" >"$home/port"
      use_ports "$base"
      return
    fi
    base=$((base + 10))
  done
  die "no four free ports from $CKAN_PORT on"
}

use_ports() {
  port=$1
  postgres_port=$(($1 + 1))
  redis_port=$(($1 + 2))
  solr_port=$(($1 + 3))
}
