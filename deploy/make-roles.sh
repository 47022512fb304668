#!/bin/sh
# Run once by the PostgreSQL image, on an empty volume: the role that owns the tables and the one the application uses.
set -eu

psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname=postgres <<'SQL'
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
CREATE ROLE hatereport_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE hatereport_app LOGIN PASSWORD :'app_password';
CREATE DATABASE hatereport OWNER hatereport_owner;
REVOKE ALL ON DATABASE hatereport FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE hatereport TO hatereport_app;
SQL
