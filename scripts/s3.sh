#!/usr/bin/env bash
# An S3 server that other people wrote, for the tests: Versity S3 Gateway (Apache-2.0), built by Go. It verifies
# signatures and payloads as AWS does, and can give ETags that are MD5s and such that are not.
set -euo pipefail
cd "$(dirname "$0")/.."
home=.hiraku/s3
version=v1.8.0

if [ -x "$home/versitygw-$version" ]; then
  echo "there: $home/versitygw-$version"
  exit 0
fi
if ! command -v go >/dev/null; then
  echo "skipped: go is not here, so no S3 server is built"
  if [ "${CI:-}" = true ]; then exit 1; fi
  exit 0
fi
mkdir -p "$home"
GOBIN="$PWD/$home" GOFLAGS=-modcacherw go install "github.com/versity/versitygw/cmd/versitygw@$version"
mv "$home/versitygw" "$home/versitygw-$version"
echo "built: $home/versitygw-$version"
