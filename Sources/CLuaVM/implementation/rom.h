/* Tables that lie in flash memory: they can be read and walked through, and take no assignment.
 *
 * Lua sees an empty table in the place of each, whose metatable leads to the content; `next`, `pairs` and the like are
 * taught to look through it. Source: `nodemcu-firmware lua-5.3 ltable.c`, `lua-5.1 ltable.c`. */

/* What an assignment to such a table comes to. */
static int refuse_assignment(lua_State *L) {
#if LUA_VERSION_NUM == 503
    /* Only a new key is refused; for one that is there the processor is told to write to flash memory, and faults. */
    lua_pushvalue(L, 2);
    lua_rawget(L, lua_upvalueindex(1));
    if (!lua_isnil(L, -1)) {
        lua_settop(L, 0);
        push_host(L, machine(L)->store_fault);
        lua_call(L, 0, 0);
    }
    return raise_in_caller(L, "table is Readonly");
#else
    return raise_in_caller(L, "table is readonly");
#endif
}

/* Replaces the table on the stack with what Lua sees of it. */
static void make_read_only(lua_State *L) {
    lua_newtable(L);
    lua_newtable(L);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, -3);
    lua_pushcclosure(L, refuse_assignment, 1);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.contents");
    lua_pushvalue(L, -2);
    lua_pushvalue(L, -4);
    lua_rawset(L, -3);
    lua_pop(L, 1);
    lua_remove(L, -2);
}

/* Pushes the content of a table that lies in ROM, or nothing: whether it did. */
static int push_content(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return 0;
    lua_pop(L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.contents");
    lua_pushvalue(L, index);
    lua_rawget(L, -2);
    lua_remove(L, -2);
    if (!lua_isnil(L, -1)) return 1;
    lua_pop(L, 1);
    return 0;
}

static int look_through(lua_State *L) {
    if (push_content(L, 1)) lua_replace(L, 1);
    return call_original(L);
}

#if LUA_VERSION_NUM == 501
/* The library's own finds next in an upvalue. */
static int pairs(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_getglobal(L, "next");
    if (!push_content(L, 1)) lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}
#endif

static int get_metatable(lua_State *L) {
    if (push_content(L, 1)) {
        lua_pushnil(L);
        return 1;
    }
    if (lua_type(L, 1) == LUA_TSTRING) {
        lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.string");
        return 1;
    }
    return call_original(L);
}

static int raw_set_refusing(lua_State *L) {
    if (push_content(L, 1)) return luaL_error(L, "table is readonly");
    return call_original(L);
}

static void look_through_rom(lua_State *L) {
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "lua_vm.contents");
    adapt_functions(L, "_G", NAMES("next", "rawget"), look_through);
    adapt_functions(L, "_G", NAMES("getmetatable"), get_metatable);
    adapt_functions(L, "_G", NAMES("rawset"), raw_set_refusing);
#if LUA_VERSION_NUM == 501
    lua_pushcfunction(L, pairs);
    lua_setglobal(L, "pairs");
#else
    adapt_functions(L, "_G", NAMES("pairs", "rawlen"), look_through);
#endif
}
