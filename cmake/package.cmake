# What `cmake --install` puts in place for other people's programs: the header, libdetente as shared
# and static library, descriptions of both for pkg-config and CMake, and the schemas of all answers.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_objects $<TARGET_OBJECTS:reader_objects> $<TARGET_OBJECTS:engine_objects>)

# Before 1.0 every minor version may change the interface: 0.1 is part of the name that programs load.
add_library(detente_shared SHARED ${package_objects})
set_target_properties(detente_shared PROPERTIES OUTPUT_NAME detente EXPORT_NAME shared
  VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR}
  LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
if(NOT DETENTE_SANITIZE) # whose run-time library comes with the program
  target_link_options(detente_shared PRIVATE -Wl,--no-undefined)
endif()
target_link_options(detente_shared PRIVATE -Wl,--gc-sections
  -Wl,--version-script=${CMAKE_CURRENT_LIST_DIR}/exports.map)

add_library(detente_static STATIC ${package_objects})
set_target_properties(detente_static PROPERTIES OUTPUT_NAME detente EXPORT_NAME static)

set(package_private "")
foreach(library detente_shared detente_static)
  target_include_directories(${library} INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  if(OpenMP_C_FOUND)
    target_link_libraries(${library} PRIVATE OpenMP::OpenMP_C)
    set(package_private "${OpenMP_C_FLAGS}")
  endif()
endforeach()

install(TARGETS detente_shared detente_static EXPORT detente
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES include/detente.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES docs/detente.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(DIRECTORY schemas DESTINATION ${CMAKE_INSTALL_DATADIR}/detente)

# What shells complete, made by the program itself.
if(TARGET detente AND NOT CMAKE_CROSSCOMPILING)
  set(completion ${CMAKE_BINARY_DIR}/completion)
  file(MAKE_DIRECTORY ${completion})
  foreach(shell bash zsh fish)
    add_custom_command(OUTPUT ${completion}/${shell} DEPENDS detente
      COMMAND detente completion ${shell} >${completion}/${shell})
  endforeach()
  add_custom_target(completions ALL DEPENDS ${completion}/bash ${completion}/zsh ${completion}/fish)
  install(FILES ${completion}/bash RENAME detente
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  install(FILES ${completion}/zsh RENAME _detente
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
  install(FILES ${completion}/fish RENAME detente.fish
    DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()

configure_file(cmake/detente.pc.in detente.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/detente.pc
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/detente)
install(EXPORT detente NAMESPACE detente:: FILE detente-targets.cmake
  DESTINATION ${package_folder})
configure_package_config_file(cmake/detente-config.cmake.in detente-config.cmake
  INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(detente-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/detente-config.cmake
  ${CMAKE_CURRENT_BINARY_DIR}/detente-config-version.cmake DESTINATION ${package_folder})
