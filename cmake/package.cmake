# The Debian package, for people who only want to run it: `cpack -G DEB` in build/release, after the pages
# (web/dist) are built. tests/package/run builds it, installs it into a scratch root and runs it there.
include(GNUInstallDirs)
install(TARGETS zheli RUNTIME)
install(DIRECTORY packs/huzhou-police DESTINATION ${CMAKE_INSTALL_DATADIR}/zheli/packs
        PATTERN exam EXCLUDE PATTERN .* EXCLUDE)
install(DIRECTORY deals DESTINATION ${CMAKE_INSTALL_DATADIR}/zheli)
install(DIRECTORY web/dist/ DESTINATION ${CMAKE_INSTALL_DATADIR}/zheli/web PATTERN .built-from EXCLUDE)
install(FILES README.md README.zh-CN.md docs/guides/operators.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES cmake/zheli.service DESTINATION /usr/lib/systemd/system)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "zheli <zheli@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Assistant of a service counter, and securitization of intellectual property")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_STRIP_FILES ON)
include(CPack)
