#!/bin/sh
# Run by the image of PostgreSQL once, when its volume is new: makes the user and the database that the
# address in the secret database-url names. The user owns the database and may create roles; it is no superuser.
set -eu

url=$(cat "${DATABASE_URL_FILE:-/run/secrets/database-url}")
credentials=${url#*://}
credentials=${credentials%%@*}

psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres \
  --set=name="${credentials%%:*}" --set=password="${credentials#*:}" --set=database="${url##*/}" <<'SQL'
create role :"name" login createrole password :'password';
create database :"database" owner :"name";
SQL
