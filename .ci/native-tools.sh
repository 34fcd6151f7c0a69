#!/usr/bin/env bash
# Installs what native AOT needs to link for x64 and arm64, and to run arm64 on x64, unless it is there.
set -euo pipefail

for tool in clang ld.lld aarch64-linux-gnu-gcc qemu-aarch64; do
    command -v "$tool" >/dev/null && continue
    [ "$(id -u)" -eq 0 ] && sudo= || sudo=sudo
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        clang lld gcc-aarch64-linux-gnu libc6-dev-arm64-cross qemu-user >/dev/null
    break
done
