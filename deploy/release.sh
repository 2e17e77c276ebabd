#!/usr/bin/env bash
# Makes what a release consists of, in artifacts/: an archive for each kind of machine, their checksums, and lists of everything that is in
# them (SBOM, CycloneDX). From a clean checkout, with the .NET 10 SDK, Node.js 20.19 or later, and zip:
#   deploy/release.sh                      all of linux-x64, linux-arm64, win-x64 and osx-arm64
#   deploy/release.sh linux-x64            only what is named
# The version stands in Directory.Build.props.
set -eu -o pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

[ -z "$(git status --porcelain)" ] || {
  echo "There are changes that are not committed. A release is made of a commit: commit or stash them first." >&2
  exit 1
}
command -v zip >/dev/null || {
  echo "zip is missing. Install it, for example by: apt-get install zip" >&2
  exit 1
}

machines=("$@")
[ $# -gt 0 ] || machines=(linux-x64 linux-arm64 win-x64 osx-arm64)
version=$(dotnet msbuild src/WebApi -getProperty:Version)
when=$(git log -1 --format=%ct)
out=$PWD/artifacts
rm -rf "$out"
mkdir -p "$out"

for machine in "${machines[@]}"; do
  name=livechat-$version-$machine
  dotnet publish src/WebApi --configuration Release --runtime "$machine" --output "$out/$name" -m:1 --verbosity quiet
  cp README.md README.zh-CN.md CHANGELOG.md .env.example "$out/$name"
  mkdir "$out/$name/deploy"
  cp deploy/livechat.service deploy/nginx.conf deploy/Caddyfile deploy/alerts*.yml deploy/grafana-dashboard.json "$out/$name/deploy"
  # The same commit gives the same archive: names in order, nobody's user id, the commit's time.
  find "$out/$name" -exec touch --no-dereference --date "@$when" {} +
  if [[ $machine == win-* ]]; then
    (cd "$out" && find "$name" -type f | LC_ALL=C sort | zip --quiet -X "$name.zip" -@)
  else
    tar --create --directory "$out" --sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX "$name" | gzip -n >"$out/$name.tar.gz"
  fi
  rm -rf "${out:?}/$name"
  echo "$name"
done

dotnet tool restore >/dev/null
dotnet dotnet-CycloneDX src/WebApi/WebApi.csproj --recursive --output "$out" --filename "livechat-$version-server.cdx.json" --output-format Json \
  --set-name livechat --set-version "$version" --set-type Application >/dev/null
# In a copy, because npm wants the version in a place of its own.
web=$(mktemp -d)
trap 'rm -rf "$web"' EXIT
cp src/WebClient/package.json src/WebClient/package-lock.json "$web"
(cd "$web" && npm version "$version" --no-git-tag-version >/dev/null && npm sbom --sbom-format cyclonedx --omit dev --package-lock-only) \
  >"$out/livechat-$version-web.cdx.json"

cd "$out"
sha256sum -- livechat-* >SHA256SUMS
cat SHA256SUMS
