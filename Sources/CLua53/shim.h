/* The lua5.3 library is linked through this module; CLuaVM reads its headers by path. */
