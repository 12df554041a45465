#!/bin/sh
# Dumps the schemas of all services at one instant, checks the whole dump, and only then deletes the oldest ones.
# The CronJob runs it; docs/recovery.md has how to restore.
set -eu
umask 077

fail() {
  echo "backup: $1" >&2
  exit 1
}

[ -n "${DATABASE_URL:-}" ] || fail 'DATABASE_URL is missing: postgres://backup:password@host:5432/stopsms'
folder=${BACKUP_DIR:-/backups}
keep=${BACKUP_KEEP:-14}
schemas=${BACKUP_SCHEMAS:-campaign compliance console gateway inbound_mo notification suppression}
case $keep in '' | *[!0-9]* | 0*) fail "BACKUP_KEEP is \"$keep\": give the number of dumps to keep, from 1" ;; esac
[ -w "$folder" ] || fail "$folder is not a folder that this user can write"

# libpq reads a file, while services have the CA of the server in a variable.
if [ -n "${DATABASE_SSL_CA:-}" ]; then
  PGSSLROOTCERT=$(mktemp)
  trap 'rm -f "$PGSSLROOTCERT"' EXIT
  printf '%s\n' "$DATABASE_SSL_CA" >"$PGSSLROOTCERT"
  export PGSSLROOTCERT
fi

# Of a run that was killed: the CronJob never runs two at a time.
rm -f "$folder"/stopsms-*.part
dump=$folder/stopsms-$(date -u +%Y%m%dT%H%M%SZ).dump
set -- --format=custom --strict-names --lock-wait-timeout=60s
for schema in $schemas; do set -- "$@" "--schema=$schema"; done
# Its own message names the host and never the password.
if ! pg_dump "$@" --file="$dump.part" --dbname="$DATABASE_URL"; then
  rm -f "$dump.part"
  fail 'pg_dump failed; the earlier dumps are kept'
fi

# The table of contents has data of every schema, and the data can be read to the end.
contents=$(pg_restore --list "$dump.part") || fail "$dump.part has no table of contents; the earlier dumps are kept"
for schema in $schemas; do
  case $contents in *" TABLE DATA $schema "*) ;; *) fail "$dump.part has no data of schema $schema; the earlier dumps are kept" ;; esac
done
pg_restore --file=/dev/null "$dump.part" || fail "$dump.part cannot be read to its end; the earlier dumps are kept"
sync "$dump.part"
mv "$dump.part" "$dump"

# Names contain the time, so their order is that of age.
set -- "$folder"/stopsms-*.dump
while [ $# -gt "$keep" ]; do
  rm -f "$1"
  echo "backup: deleted $1"
  shift
done
echo "backup: wrote and read $dump, $(wc -c <"$dump") octets, $# kept"
