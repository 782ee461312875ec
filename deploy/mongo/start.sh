#!/bin/bash
# Starts mongod with authorization on. The members of a replica set share a secret, the key file; this
# set has one member, so the secret is made here and stays in its volume.
set -eu

key=/data/configdb/keyfile
if [ ! -s "$key" ]; then
  # mongod refuses a key file that others can read. The image's entrypoint makes mongod's user its owner.
  (umask 277 && head -c 756 /dev/urandom | base64 -w 0 >"$key")
fi
exec docker-entrypoint.sh "$@"
