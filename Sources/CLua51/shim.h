/* The lua5.1 library is linked through this module; CLuaVM reads its headers by path. */
