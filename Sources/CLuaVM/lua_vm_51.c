/* Lua 5.1. Both libraries export the same names; each reference is bound to the symbol version of this library. `nm -u`
 * on the object file shows the references that were missed: they have no @. */
#define PIN(name) __asm__(".symver " #name ", " #name "@LUA_5.1")
PIN(lua_call); PIN(lua_close); PIN(lua_concat); PIN(lua_createtable); PIN(lua_dump); PIN(lua_error); PIN(lua_gc);
PIN(lua_getallocf); PIN(lua_getfield); PIN(lua_getinfo); PIN(lua_getlocal); PIN(lua_getmetatable); PIN(lua_getstack);
PIN(lua_gettop); PIN(lua_getupvalue); PIN(lua_insert); PIN(lua_isnumber); PIN(lua_isstring); PIN(luaL_argerror);
PIN(luaL_checklstring); PIN(luaL_checkstack); PIN(luaL_checktype); PIN(luaL_error); PIN(luaL_getmetafield); PIN(luaL_gsub);
PIN(luaL_loadbuffer); PIN(luaL_optinteger); PIN(luaL_optlstring); PIN(luaL_ref); PIN(luaL_unref); PIN(luaL_where);
PIN(lua_newstate); PIN(lua_newuserdata); PIN(lua_next); PIN(lua_objlen); PIN(luaopen_base); PIN(luaopen_debug);
PIN(luaopen_math); PIN(luaopen_package); PIN(luaopen_string); PIN(luaopen_table); PIN(lua_pcall);
PIN(lua_pushboolean); PIN(lua_pushcclosure); PIN(lua_pushfstring); PIN(lua_pushinteger); PIN(lua_pushlightuserdata);
PIN(lua_pushlstring); PIN(lua_pushnil); PIN(lua_pushnumber); PIN(lua_pushstring); PIN(lua_pushvalue); PIN(lua_rawget);
PIN(lua_rawgeti); PIN(lua_rawset); PIN(lua_rawseti); PIN(lua_remove); PIN(lua_replace); PIN(lua_setfield);
PIN(lua_sethook); PIN(lua_setmetatable); PIN(lua_settop); PIN(lua_setupvalue); PIN(lua_toboolean);
PIN(lua_tocfunction); PIN(lua_tointeger); PIN(lua_tolstring); PIN(lua_tonumber); PIN(lua_touserdata); PIN(lua_type);
PIN(lua_typename);

#include <lua5.1/lua.h>
#include <lua5.1/lauxlib.h>
#include <lua5.1/lualib.h>

#include "implementation/state.h"
#include "implementation/addresses.h"
#include "implementation/chunk.h"
#include "implementation/insertion.h"
#include "implementation/concatenation.h"
#include "implementation/calls.h"
#include "implementation/loading.h"
#include "implementation/wrapping.h"
#include "implementation/library_51.h"
#include "implementation/rom.h"
#include "implementation/globals.h"
#include "implementation/values.h"

const struct lua_vm_api *lua_vm_51(void) { return &api; }
