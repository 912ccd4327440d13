/* Lua 5.3. Both libraries export the same names; each reference is bound to the symbol version of this library. `nm -u`
 * on the object file shows the references that were missed: they have no @. */
#define PIN(name) __asm__(".symver " #name ", " #name "@LUA_5.3")
PIN(lua_callk); PIN(lua_close); PIN(lua_concat); PIN(lua_copy); PIN(lua_createtable); PIN(lua_dump); PIN(lua_error);
PIN(lua_gc); PIN(lua_getallocf); PIN(lua_getfield); PIN(lua_gethook); PIN(lua_gethookcount); PIN(lua_gethookmask); PIN(lua_getglobal); PIN(lua_geti); PIN(lua_getinfo);
PIN(lua_getlocal); PIN(lua_getmetatable); PIN(lua_getstack); PIN(lua_gettop); PIN(lua_getupvalue); PIN(lua_isinteger);
PIN(lua_isnumber); PIN(lua_isstring); PIN(luaL_addstring); PIN(luaL_argerror); PIN(luaL_buffinit);
PIN(luaL_checklstring); PIN(luaL_checkstack); PIN(luaL_checktype); PIN(luaL_error); PIN(luaL_getmetafield); PIN(luaL_gsub); PIN(luaL_len);
PIN(luaL_loadbufferx); PIN(luaL_optinteger); PIN(luaL_optlstring); PIN(luaL_prepbuffsize); PIN(luaL_pushresult);
PIN(luaL_ref); PIN(luaL_requiref); PIN(luaL_unref); PIN(luaL_where); PIN(lua_newstate);
PIN(lua_newuserdata); PIN(lua_next); PIN(luaopen_base); PIN(luaopen_coroutine); PIN(luaopen_debug); PIN(luaopen_math);
PIN(luaopen_package); PIN(luaopen_string); PIN(luaopen_table); PIN(luaopen_utf8); PIN(lua_pcallk);
PIN(lua_pushboolean); PIN(lua_pushcclosure); PIN(lua_pushfstring); PIN(lua_pushinteger); PIN(lua_pushlightuserdata);
PIN(lua_pushlstring); PIN(lua_pushnil); PIN(lua_pushnumber); PIN(lua_pushstring); PIN(lua_pushvalue);
PIN(lua_rawequal); PIN(lua_rawget); PIN(lua_rawgeti); PIN(lua_rawset); PIN(lua_rawseti); PIN(lua_rotate);
PIN(lua_setfield); PIN(lua_setglobal); PIN(lua_sethook); PIN(lua_seti); PIN(lua_setlocal); PIN(lua_setmetatable);
PIN(lua_settop); PIN(lua_setupvalue); PIN(lua_toboolean); PIN(lua_tocfunction); PIN(lua_tointegerx);
PIN(lua_tolstring); PIN(lua_tonumberx); PIN(lua_tothread); PIN(lua_touserdata); PIN(lua_type); PIN(lua_typename);

#include <lua5.3/lua.h>
#include <lua5.3/lauxlib.h>
#include <lua5.3/lualib.h>

#include "implementation/state.h"
#include "implementation/addresses.h"
#include "implementation/chunk.h"
#include "implementation/insertion.h"
#include "implementation/numerals.h"
#include "implementation/numbers.h"
#include "implementation/traceback.h"
#include "implementation/calls.h"
#include "implementation/loading.h"
#include "implementation/wrapping.h"
#include "implementation/library_53.h"
#include "implementation/hooks.h"
#include "implementation/rom.h"
#include "implementation/globals.h"
#include "implementation/values.h"

const struct lua_vm_api *lua_vm_53(void) { return &api; }
