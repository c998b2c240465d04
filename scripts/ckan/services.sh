# PostgreSQL, Redis, Solr and CKAN as processes. Sourced by server.sh.
# shellcheck shell=bash

postgres_pid() {
  local folder pid
  folder=$(postgres_folder)
  pid=$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null) || return 1
  [ "$(readlink "/proc/$pid/cwd")" = "$folder/data" ] && echo "$pid"
}

start_postgres() {
  ! postgres_pid >/dev/null || return 0
  local folder
  folder=$(postgres_folder)
  # Nothing here must survive a crash of the machine, so nothing waits for the disk.
  as_postgres "$(postgres_bin)/pg_ctl" -D "$folder/data" -l "$folder/server.log" -s -w start \
    -o "-p $postgres_port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off" ||
    die "PostgreSQL does not start; see $folder/server.log"
}

stop_postgres() {
  postgres_pid >/dev/null || return 0
  as_postgres "$(postgres_bin)/pg_ctl" -D "$(postgres_folder)/data" -m fast -s -w stop
  say "postgres stopped"
}

start_redis() {
  ! pid_of redis >/dev/null || return 0
  launch redis redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$run" --save '' --appendonly no
  wait_for redis redis-cli -p "$redis_port" ping
}

start_solr() {
  ! pid_of solr >/dev/null || return 0
  # These options start it sooner and in less memory (173 MB instead of 240).
  launch solr java -Xms64m -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dsolr.log.dir="$log" \
    -cp "$jars/classes:$jars/lib/*" SolrServer "$solr" "$solr_port"
  wait_for solr curl -sf "http://127.0.0.1:$solr_port/solr/ckan/admin/ping"
}

start_ckan() {
  ! pid_of ckan >/dev/null || return 0
  # Its control socket would lie in the user's home directory.
  launch ckan "$venv/bin/gunicorn" --pythonpath "$source_dir" --bind "127.0.0.1:$port" --workers 2 --timeout 300 \
    --no-control-socket wsgi:application
  wait_for ckan curl -sf "http://127.0.0.1:$port/api/3/action/status_show"
}

harvests() { [[ " $plugins " == *" harvest "* ]]; }

# What a portal runs to harvest: one finds the datasets, one fetches and imports them.
start_harvesters() {
  harvests || return 0
  local name
  for name in gather fetch; do
    pid_of "$name" >/dev/null || launch "$name" "$venv/bin/ckan" -c "$ini" harvester "$name-consumer"
  done
}
