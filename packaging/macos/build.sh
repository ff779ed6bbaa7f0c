#!/bin/sh
# Build and test the macOS bundle and disk image: sh packaging/macos/build.sh
# Needs Python 3.11 or newer. With SIGN_AS="Developer ID Application: …" the bundle is signed, with NOTARY_PROFILE set
# (a profile of notarytool) also notarised. Written with care, not yet run by us.
set -eu
cd "$(dirname "$0")/../.."
. scripts/setup.sh

ensure_venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check 'pyinstaller>=6.11'
.venv/bin/python packaging/icons.py build/icons
.venv/bin/pyinstaller --noconfirm --log-level WARN --distpath build/bundle --workpath build/work packaging/planner.spec

app="build/bundle/Outsourcing Planner.app"
"$app/Contents/MacOS/outsourcing-planner" self-test

if [ -n "${SIGN_AS:-}" ]; then
    codesign --force --deep --options runtime --timestamp --entitlements packaging/macos/entitlements.plist --sign "$SIGN_AS" "$app"
    codesign --verify --deep --strict "$app"
fi

version=$(.venv/bin/python -c 'import outsourcing_planner; print(outsourcing_planner.__version__)')
image="build/outsourcing-planner-$version-$(uname -m).dmg"
rm -rf build/image && mkdir -p build/image
cp -R "$app" build/image/
ln -s /Applications build/image/Applications
hdiutil create -volname "Outsourcing Planner" -srcfolder build/image -ov -format UDZO "$image"

if [ -n "${SIGN_AS:-}" ] && [ -n "${NOTARY_PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
    xcrun stapler staple "$image"
fi
