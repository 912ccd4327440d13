/* Lua 5.1. Both libraries export the same names; each reference is bound to the symbol version of this one. */
#define PIN(name) __asm__(".symver " #name ", " #name "@LUA_5.1")
PIN(lua_getallocf); PIN(lua_sethook); PIN(lua_pushlightuserdata); PIN(lua_error); PIN(lua_tointeger);
PIN(lua_tolstring); PIN(lua_insert); PIN(lua_concat); PIN(luaL_where); PIN(luaL_argerror); PIN(luaL_error);
PIN(lua_gettop); PIN(lua_settop); PIN(lua_getfield); PIN(lua_setfield); PIN(lua_pushvalue); PIN(lua_call);
PIN(lua_pcall); PIN(lua_remove); PIN(lua_replace); PIN(lua_toboolean); PIN(lua_pushboolean); PIN(lua_pushcclosure);
PIN(luaL_loadbuffer); PIN(lua_objlen); PIN(lua_type); PIN(lua_typename); PIN(lua_isnumber); PIN(lua_isstring);
PIN(lua_tonumber); PIN(lua_pushnil); PIN(lua_pushinteger); PIN(lua_pushnumber); PIN(lua_pushlstring);
PIN(lua_pushstring); PIN(lua_newuserdata); PIN(lua_touserdata); PIN(lua_createtable); PIN(lua_rawget);
PIN(lua_rawset); PIN(lua_rawgeti); PIN(lua_rawseti); PIN(lua_setmetatable); PIN(lua_getmetatable); PIN(lua_next);
PIN(luaL_ref); PIN(luaL_unref); PIN(lua_newstate); PIN(lua_close); PIN(luaopen_base); PIN(luaopen_package);
PIN(luaopen_table); PIN(luaopen_string); PIN(luaopen_math); PIN(luaopen_debug);

#include <lua5.1/lua.h>
#include <lua5.1/lauxlib.h>
#include <lua5.1/lualib.h>

#include "lua_vm_implementation.h"

const struct lua_vm_api *lua_vm_51(void) { return &api; }
