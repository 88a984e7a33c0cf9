# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The components of the Windows prefix in the order in which they need each other: where each source comes from and how it is
# configured. Sourced by prefix and build, never run.

windows=${HAVEN_WINDOWS:-$cache/windows}
src=$windows/src
work=$windows/work
prefix=$windows/prefix
logs=$windows/logs
done_marks=$windows/done
host=x86_64-w64-mingw32
jobs=${JOBS:-$(nproc)}

components='zlib ffi intl openssl sqlcipher sodium csv xml zip ical pcre2 png jpeg tiff curl pixman fribidi epoxy glib graphene cairo
  harfbuzz pango pixbuf json gtk adwaita'

# --- sources -------------------------------------------------------------------------------------------------------------

# apt_private SUITE ARGUMENTS: an apt with lists of its own, of one suite's sources, so that the system's configuration stays as it is
# and no newer suite's source is taken by mistake.
apt_private () {
  local apt=$windows/apt/$1
  shift
  apt-get -qq -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts="$apt/none" \
    -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt/cache" -o APT::Sandbox::User=root "$@"
}

apt_lists () {
  local suite=$1 apt=$windows/apt/$1 mirror
  [ ! -f "$apt/ready" ] || return 0
  # shellcheck disable=SC2016  # apt expands it
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -E '/debian/?$' | head -n 1)
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/none"
  echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" > "$apt/sources.list"
  apt_private "$suite" update
  touch "$apt/ready"
}

# source_of PACKAGE SUITE VERSION [--tar-only]: unpacked anew, its version checked, in $folder; what was fetched once is not fetched
# again. --tar-only takes the upstream tarball alone, where the mirror lacks a packaging file that its own index lists.
source_of () {
  local package=$1 suite=$2 version=$3 tar=${4:-} target=$src/$1
  apt_lists "$suite"
  rm -rf "$target"/*/
  mkdir -p "$target"
  (
    cd "$target"
    # shellcheck disable=SC2086  # nothing, or one word
    apt_private "$suite" source $tar "$package"
    [ -z "$tar" ] || tar -xf ./*.orig.tar.*
  )
  check_version "$target" "$version"
  folder=$(echo "$target"/*/)
  folder=${folder%/}
}

# Only a source of the version that the recipe was made for: another may need other patches.
check_version () {
  compgen -G "$1/*-$2*/" > /dev/null || { echo "not version $2 but $(ls "$1")"; return 1; }
}

patch_source () {
  patch -d "$folder" -p1 < "$here/patches/$1"
}

edit_meson () {
  sed -i "$1" "$folder/meson.build"
}

# --- the toolchain ---------------------------------------------------------------------------------------------------------

# Files that have not changed keep their time, or every build against them would be set up anew.
fill_in () {
  sed "s#@PREFIX@#$prefix#" "$1" | cmp -s - "$2" || sed "s#@PREFIX@#$prefix#" "$1" > "$2"
}

write_toolchain () {
  fill_in "$here/cross.txt.in" "$windows/cross.txt"
  fill_in "$here/toolchain.cmake.in" "$windows/toolchain.cmake"
}

# recipe_of COMPONENT: a number for its steps, its build system's and its patches
recipe_of () {
  local steps word
  steps=$(declare -f "build_$1")
  {
    echo "$steps"
    for word in $(grep -oE 'with_[a-z]+|[a-z0-9-]+\.patch' <<< "$steps"); do
      case $word in
        *.patch) cat "$here/patches/$word" ;;
        *) declare -f "$word" ;;
      esac
    done
  } | cksum
}

is_built () {
  [ -f "$done_marks/$1" ] && [ "$(cat "$done_marks/$1")" = "$(recipe_of "$1")" ]
}

# step COMPONENT: builds it where it is not there yet or its recipe is another; its log ends on the screen where it fails.
step () {
  local name=$1 start=$SECONDS status
  ! is_built "$name" || return 0
  set +e # or the -e inside would not act
  (
    set -e
    export PKG_CONFIG_LIBDIR=$prefix/lib/pkgconfig
    unset PKG_CONFIG_PATH
    rm -rf "${work:?}/$name"
    mkdir -p "$work/$name"
    cd "$work/$name"
    "build_$name"
  ) > "$logs/$name" 2>&1
  status=$?
  set -e
  [ $status = 0 ] || { tail -n 30 "$logs/$name" >&2; fail "windows: $name could not be built; its log is $logs/$name"; }
  rm -rf "${work:?}/$name"
  recipe_of "$name" > "$done_marks/$name"
  say "windows: $name ($((SECONDS - start)) s)"
}

# The three build systems, on the source in $folder
with_meson () {
  /usr/bin/meson setup . "$folder" --cross-file "$windows/cross.txt" --prefix "$prefix" --libdir lib --buildtype release --strip \
    --wrap-mode nodownload -Ddefault_library=shared "$@"
  ninja -j "$jobs"
  ninja install
}

with_cmake () {
  cmake -G Ninja -S "$folder" -B . -DCMAKE_TOOLCHAIN_FILE="$windows/toolchain.cmake" -DCMAKE_INSTALL_PREFIX="$prefix" \
    -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=ON "$@"
  ninja -j "$jobs"
  ninja install
}

with_configure () {
  "$folder/configure" --host=$host --build=x86_64-linux-gnu --prefix="$prefix" --libdir="$prefix/lib" \
    --enable-shared --disable-static CC=$host-gcc-posix CXX=$host-g++-posix \
    CPPFLAGS="-I$prefix/include" LDFLAGS="-L$prefix/lib -static-libgcc" "$@"
  make -j "$jobs"
  make install
}

# --- the components ----------------------------------------------------------------------------------------------------------

# Debian's own cross-built package, moved into the prefix
build_zlib () {
  cp /usr/$host/include/z*.h "$prefix/include/"
  cp /usr/$host/lib/libz.dll.a "$prefix/lib/"
  sed "s#^prefix=.*#prefix=$prefix#; s#^includedir=.*#includedir=$prefix/include#; s#^libdir=.*#libdir=$prefix/lib#" \
    /usr/$host/lib/pkgconfig/zlib.pc > "$prefix/lib/pkgconfig/zlib.pc"
  cp "$(dpkg -L libz-mingw-w64 | grep "$host.*zlib1.dll$")" /usr/$host/lib/libwinpthread-1.dll "$prefix/bin/"
}

build_ffi () {
  source_of libffi bookworm 3.4
  with_configure --disable-docs --disable-multi-os-directory --disable-exec-static-tramp
}

# Only libintl: GLib brings an iconv of its own
build_intl () {
  source_of gettext bookworm 0.21
  patch_source libintl-ask-once.patch
  "$folder/gettext-runtime/configure" --host=$host --build=x86_64-linux-gnu --prefix="$prefix" --disable-java --disable-csharp \
    --disable-libasprintf --without-emacs --enable-threads=windows --enable-relocatable --with-included-gettext --enable-shared \
    --disable-static --without-libiconv-prefix CC=$host-gcc-posix CXX=$host-g++-posix
  make -j "$jobs" -C intl
  make -C intl install
}

# libcrypto alone, for SQLCipher; TLS is Windows' own
build_openssl () {
  source_of openssl bookworm 3.0
  "$folder/Configure" mingw64 --cross-compile-prefix=$host- --prefix="$prefix" --libdir=lib no-shared no-tests no-dso no-engine \
    no-legacy no-ssl3 no-comp no-async no-srp no-dtls no-psk no-ct no-ts no-cms no-ocsp no-cmp no-idea no-seed no-camellia no-aria \
    no-sm2 no-sm3 no-sm4 no-rc2 no-rc4 no-bf no-cast no-des no-whirlpool no-md4 no-mdc2
  make -j "$jobs" build_generated libcrypto.a
  mkdir -p "$prefix/include/openssl"
  cp libcrypto.a "$prefix/lib/"
  cp "$folder"/include/openssl/*.h include/openssl/*.h "$prefix/include/openssl/"
}

# Nothing waits for a read or write of another, so none need be overlapped: for each of those Wine asks its server
build_sqlcipher () {
  local seen='-DSQLITE_HAS_CODEC -DSQLITE_ENABLE_SESSION -DSQLITE_ENABLE_PREUPDATE_HOOK'
  source_of sqlcipher trixie 4.6
  CFLAGS=-DSQLITE_HAS_CODEC "$folder/configure" --enable-tempstore=yes --disable-tcl --with-crypto-lib=none
  make sqlite3.c
  # shellcheck disable=SC2086  # the options are words
  $host-gcc-posix -O2 -I"$prefix/include" $seen -DSQLCIPHER_CRYPTO_OPENSSL -DSQLITE_TEMP_STORE=2 -DSQLITE_THREADSAFE=1 \
    -DSQLITE_ENABLE_FTS5 -DSQLITE_SECURE_DELETE -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_WIN32_NO_OVERLAPPED=1 -c sqlite3.c -o sqlite3.o
  $host-gcc-ar-posix rcs libsqlcipher.a sqlite3.o
  install -D -m 644 sqlite3.h "$prefix/include/sqlcipher/sqlite3.h"
  install -m 644 libsqlcipher.a "$prefix/lib/"
  cat > "$prefix/lib/pkgconfig/sqlcipher.pc" <<END
prefix=$prefix
Name: SQLCipher
Description: SQLite with encryption and the session extension
Version: 4.6.1
Cflags: -I\${prefix}/include/sqlcipher $seen
Libs: -L\${prefix}/lib -lsqlcipher -lcrypto -lws2_32 -lcrypt32 -lbcrypt
END
}

build_sodium () {
  source_of libsodium bookworm 1.0.18
  [ -x "$folder/configure" ] || (cd "$folder" && autoreconf --force --install)
  with_configure
}

build_csv () {
  source_of libcsv bookworm 3.0.3
  $host-gcc-posix -O2 -I"$folder" -c "$folder/libcsv.c" -o libcsv.o
  $host-gcc-ar-posix rcs libcsv.a libcsv.o
  install -m 644 libcsv.a "$prefix/lib/"
  install -m 644 "$folder/csv.h" "$prefix/include/"
}

build_xml () {
  source_of libxml2 bookworm 2.9.14
  with_cmake -DLIBXML2_WITH_ICONV=OFF -DLIBXML2_WITH_LZMA=OFF -DLIBXML2_WITH_PYTHON=OFF \
    -DLIBXML2_WITH_PROGRAMS=OFF -DLIBXML2_WITH_TESTS=OFF -DLIBXML2_WITH_FTP=OFF -DLIBXML2_WITH_HTTP=OFF -DLIBXML2_WITH_ZLIB=OFF
}

build_zip () {
  source_of libzip bookworm 1.7.3
  with_cmake -DENABLE_COMMONCRYPTO=OFF -DENABLE_GNUTLS=OFF -DENABLE_MBEDTLS=OFF \
    -DENABLE_OPENSSL=OFF -DENABLE_WINDOWS_CRYPTO=OFF -DENABLE_BZIP2=OFF -DENABLE_LZMA=OFF -DENABLE_ZSTD=OFF -DBUILD_TOOLS=OFF \
    -DBUILD_REGRESS=OFF -DBUILD_EXAMPLES=OFF -DBUILD_DOC=OFF
}

build_ical () {
  source_of libical3 bookworm 3.0.16 --tar-only
  with_cmake -DWITH_CXX_BINDINGS=OFF -DICAL_BUILD_DOCS=OFF -DICAL_GLIB=OFF \
    -DGOBJECT_INTROSPECTION=OFF -DLIBICAL_BUILD_TESTING=OFF -DSHARED_ONLY=ON -DCMAKE_DISABLE_FIND_PACKAGE_ICU=ON
}

build_pcre2 () {
  source_of pcre2 bookworm 10.42
  with_cmake -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF -DPCRE2_SUPPORT_JIT=ON \
    -DPCRE2_SUPPORT_UNICODE=ON
}

build_png () {
  source_of libpng1.6 bookworm 1.6.39
  with_cmake -DPNG_TESTS=OFF -DPNG_STATIC=OFF -DPNG_EXECUTABLES=OFF
}

build_jpeg () {
  source_of libjpeg-turbo bookworm 2.1.5
  with_cmake -DENABLE_STATIC=OFF -DWITH_TURBOJPEG=OFF -DCMAKE_SYSTEM_PROCESSOR=AMD64
}

build_tiff () {
  source_of tiff bookworm 4.5.0
  with_cmake -Dtiff-tools=OFF -Dtiff-tests=OFF -Dtiff-contrib=OFF -Dtiff-docs=OFF -Dcxx=OFF \
    -Dlzma=OFF -Dzstd=OFF -Dwebp=OFF -Dlerc=OFF -Djbig=OFF -Dlibdeflate=OFF
}

build_curl () {
  source_of curl bookworm 7.88.1
  with_cmake -DCURL_USE_SCHANNEL=ON -DBUILD_CURL_EXE=OFF -DBUILD_TESTING=OFF \
    -DCURL_DISABLE_LDAP=ON -DHTTP_ONLY=ON -DCURL_USE_LIBSSH2=OFF -DCURL_BROTLI=OFF -DCURL_ZSTD=OFF -DUSE_NGHTTP2=OFF \
    -DUSE_LIBIDN2=OFF -DUSE_WIN32_IDN=ON -DCURL_USE_LIBPSL=OFF -DCURL_WINDOWS_SSPI=ON -DENABLE_UNICODE=ON -DENABLE_MANUAL=OFF
}

build_pixman () {
  source_of pixman bookworm 0.42.2 --tar-only
  with_meson -Dgtk=disabled -Dlibpng=disabled -Dopenmp=disabled
}

build_fribidi () {
  source_of fribidi bookworm 1.0.8
  with_meson -Ddocs=false
}

build_epoxy () {
  source_of libepoxy bookworm 1.5.10 --tar-only
  with_meson -Degl=no -Dglx=no -Dx11=false -Dtests=false
}

build_glib () {
  source_of glib2.0 bookworm 2.74
  with_meson -Dtests=false -Dnls=enabled -Dlibmount=disabled -Dselinux=disabled -Dxattr=false \
    -Dman=false -Dgtk_doc=false -Ddtrace=false -Dsystemtap=false -Dinstalled_tests=false
}

build_graphene () {
  source_of graphene trixie 1.10.8
  with_meson -Dintrospection=disabled -Dtests=false -Dinstalled_tests=false -Dgtk_doc=false
}

# Made for a newer Meson; and mingw 12 has no __memcpy_chk. Its SVG and PDF files are full of numbers, which mingw's own printf
# writes as Linux does, and thrice as fast as Wine's.
build_cairo () {
  source_of cairo trixie 1.18
  patch_source cairo-own-printf.patch
  patch_source cairo-print-numbers.patch
  edit_meson "s/meson_version: '>= 1.3.0'/meson_version: '>= 1.0.0'/; s/c_std=gnu11,c11/c_std=gnu11/
    s/gnu++11,c++11/gnu++11/g; /_FORTIFY_SOURCE/d"
  cp "$folder/meson.options" "$folder/meson_options.txt"
  with_meson -Dc_args="-I$prefix/include -D__USE_MINGW_ANSI_STDIO=1" -Dtests=disabled -Dgtk_doc=false -Dfontconfig=disabled \
    -Dfreetype=disabled -Dspectre=disabled -Dsymbol-lookup=disabled -Dxlib=disabled -Dxcb=disabled -Dpng=enabled -Dzlib=enabled \
    -Dglib=enabled -Dquartz=disabled -Dtee=enabled -Dlzo=disabled
}

build_harfbuzz () {
  source_of harfbuzz bookworm 6.0.0
  with_meson -Dglib=enabled -Dgobject=disabled -Dcairo=disabled -Dicu=disabled \
    -Dfreetype=disabled -Dgdi=enabled -Ddirectwrite=enabled -Dtests=disabled -Dintrospection=disabled -Ddocs=disabled \
    -Dbenchmark=disabled
}

build_pango () {
  source_of pango1.0 bookworm 1.50.12
  patch_source pango-font-without-description.patch
  with_meson -Dintrospection=disabled -Dgtk_doc=false -Dfontconfig=disabled -Dfreetype=disabled -Dcairo=enabled \
    -Dlibthai=disabled -Dxft=disabled -Dsysprof=disabled -Dinstall-tests=false
}

build_pixbuf () {
  source_of gdk-pixbuf bookworm 2.42.10
  with_meson -Dintrospection=disabled -Dman=false -Dgtk_doc=false -Dtests=false \
    -Dinstalled_tests=false -Dbuiltin_loaders=png,jpeg,gif -Dgio_sniffing=false -Drelocatable=true -Dnative_windows_loaders=false
}

# Made for a newer Meson; of the suites the only one whose tarball the mirror has
build_json () {
  source_of json-glib forky 1.10 --tar-only
  edit_meson "s/meson_version: '>= 1.2.0'/meson_version: '>= 1.0.0'/"
  with_meson -Dintrospection=disabled -Dtests=false -Dconformance=false -Dinstalled_tests=false -Ddocumentation=disabled \
    -Dman=false -Dnls=enabled
}

build_gtk () {
  source_of gtk4 bookworm 4.8.3
  patch_source gtk-no-system-font.patch
  with_meson -Dwin32-backend=true -Dx11-backend=false -Dwayland-backend=false -Dbroadway-backend=false \
    -Dmacos-backend=false -Dmedia-ffmpeg=disabled -Dmedia-gstreamer=disabled -Dprint-cups=disabled -Dvulkan=disabled \
    -Dcloudproviders=disabled -Dsysprof=disabled -Dtracker=disabled -Dcolord=disabled -Dgtk_doc=false -Dman-pages=false \
    -Dintrospection=disabled -Ddemos=false -Dbuild-examples=false -Dbuild-tests=false -Dinstall-tests=false
}

# mingw's stack protector wants a library that is not linked
build_adwaita () {
  source_of libadwaita-1 bookworm 1.2.2
  edit_meson "s/test_c_args += '-fstack-protector'/test_c_args += []/"
  with_meson -Dintrospection=disabled -Dvapi=false -Dgtk_doc=false -Dtests=false -Dexamples=false
}
