#!/bin/sh
# Build and test the Linux bundle and the .deb: sh packaging/linux/build.sh
# Needs what scripts/test.sh needs, binutils and dpkg-deb. Leaves build/bundle/outsourcing-planner and build/*.deb.
set -eu
cd "$(dirname "$0")/../.."
. scripts/setup.sh

ensure_venv
ensure_libraries || true
.venv/bin/python -m pip install --quiet --disable-pip-version-check 'pyinstaller>=6.11'
.venv/bin/python packaging/icons.py build/icons
.venv/bin/pyinstaller --noconfirm --log-level WARN --distpath build/bundle --workpath build/work packaging/planner.spec

say "Running the main job in the bundle …"
QT_QPA_PLATFORM=offscreen build/bundle/outsourcing-planner/outsourcing-planner self-test
say "Opening its window for twenty seconds, without a screen …"
ended=0
HOME=$(pwd)/build/home QT_QPA_PLATFORM=offscreen timeout -s KILL 20 build/bundle/outsourcing-planner/outsourcing-planner \
    2> build/window.log || ended=$?
[ "$ended" = 137 ] || { say "The window of the bundle did not stay open."; exit 1; } # 137: timeout had to end it
if grep -q Traceback build/window.log; then
    cat build/window.log
    say "The window of the bundle opened, but not its plan."
    exit 1
fi

version=$(.venv/bin/python -c 'import outsourcing_planner; print(outsourcing_planner.__version__)')
architecture=$(dpkg --print-architecture)
root=build/deb
rm -rf "$root"
mkdir -p "$root/DEBIAN" "$root/usr/bin" "$root/usr/lib" "$root/usr/share/applications" "$root/usr/share/metainfo" \
    "$root/usr/share/mime/packages" "$root/usr/share/doc/outsourcing-planner" "$root/usr/share/icons/hicolor/scalable/apps"
cp -a build/bundle/outsourcing-planner "$root/usr/lib/outsourcing-planner"
ln -s ../lib/outsourcing-planner/outsourcing-planner "$root/usr/bin/outsourcing-planner"
cp packaging/linux/outsourcing-planner.desktop "$root/usr/share/applications/"
cp packaging/linux/outsourcing-planner-mime.xml "$root/usr/share/mime/packages/outsourcing-planner.xml"
sed -e "s/@VERSION@/$version/" -e "s/@DATE@/$(date -u +%Y-%m-%d)/" packaging/linux/outsourcing-planner.metainfo.xml \
    > "$root/usr/share/metainfo/invalid.outsourcing_planner.OutsourcingPlanner.metainfo.xml"
cp resources/icons/outsourcing-planner.svg "$root/usr/share/icons/hicolor/scalable/apps/"
for size in 16 24 32 48 64 128 256 512; do
    mkdir -p "$root/usr/share/icons/hicolor/${size}x${size}/apps"
    cp "build/icons/outsourcing-planner-$size.png" "$root/usr/share/icons/hicolor/${size}x${size}/apps/outsourcing-planner.png"
done
cp LICENSE "$root/usr/share/doc/outsourcing-planner/copyright"
cp THIRD_PARTY_NOTICES.md CHANGELOG.md "$root/usr/share/doc/outsourcing-planner/"
cat > "$root/DEBIAN/control" <<CONTROL
Package: outsourcing-planner
Version: $version
Architecture: $architecture
Maintainer: The Outsourcing Planner authors <noreply@invalid>
Installed-Size: $(du -sk "$root/usr" | cut -f1)
Depends: libc6 (>= 2.28), libgl1, libegl1, libxkbcommon0, libdbus-1-3, libfontconfig1, libglib2.0-0 | libglib2.0-0t64, libxcb-cursor0, libxkbcommon-x11-0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0
Recommends: fonts-dejavu-core | fonts-liberation
Section: misc
Priority: optional
Description: classify and cost business functions that might be outsourced
 List business functions in an editable grid or import a workbook. Each row is
 classified BPO or KPO with the reason, costed against the in-house baseline,
 and exported to a workbook with live formulas.
CONTROL
find "$root/usr" -type d -exec chmod 755 {} +
dpkg-deb --build --root-owner-group "$root" "build/outsourcing-planner_${version}_${architecture}.deb"

desktop-file-validate "$root/usr/share/applications/outsourcing-planner.desktop" 2>&1 || [ $? = 127 ]
appstreamcli validate --no-net "$root"/usr/share/metainfo/*.xml 2>&1 || [ $? = 127 ]
