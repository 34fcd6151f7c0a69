#!/usr/bin/env bash
# Installs PostgreSQL's programs, if they aren't there, without the cluster that the package otherwise makes and starts: the sample Fleet makes its own.
set -euo pipefail
command -v initdb >/dev/null && exit
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && exit
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
