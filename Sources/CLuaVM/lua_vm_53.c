/* Lua 5.3. Both libraries export the same names; each reference is bound to the symbol version of this one. */
#define PIN(name) __asm__(".symver " #name ", " #name "@LUA_5.3")
PIN(lua_getallocf); PIN(lua_sethook); PIN(lua_pushlightuserdata); PIN(lua_error); PIN(lua_tointegerx);
PIN(lua_tolstring); PIN(lua_rotate); PIN(lua_copy); PIN(lua_concat); PIN(luaL_where); PIN(luaL_argerror);
PIN(luaL_error); PIN(lua_gettop); PIN(lua_settop); PIN(lua_getfield); PIN(lua_setfield); PIN(lua_getglobal);
PIN(lua_setglobal); PIN(lua_pushvalue); PIN(lua_callk); PIN(lua_pcallk); PIN(lua_toboolean); PIN(lua_pushboolean);
PIN(lua_pushcclosure); PIN(luaL_loadbufferx); PIN(lua_type); PIN(lua_typename); PIN(lua_isnumber); PIN(lua_isstring);
PIN(lua_tonumberx); PIN(lua_pushnil); PIN(lua_pushinteger); PIN(lua_pushnumber); PIN(lua_pushlstring);
PIN(lua_pushstring); PIN(lua_newuserdata); PIN(lua_touserdata); PIN(lua_createtable); PIN(lua_rawget);
PIN(lua_rawset); PIN(lua_rawgeti); PIN(lua_rawseti); PIN(lua_setmetatable); PIN(lua_getmetatable); PIN(lua_next);
PIN(luaL_ref); PIN(luaL_unref); PIN(lua_newstate); PIN(lua_close); PIN(luaL_traceback); PIN(lua_dump);
PIN(luaL_requiref); PIN(luaopen_base); PIN(luaopen_package); PIN(luaopen_table); PIN(luaopen_string);
PIN(luaopen_math); PIN(luaopen_debug); PIN(luaopen_coroutine); PIN(luaopen_utf8);

#include <lua5.3/lua.h>
#include <lua5.3/lauxlib.h>
#include <lua5.3/lualib.h>

#include "lua_vm_implementation.h"

const struct lua_vm_api *lua_vm_53(void) { return &api; }
