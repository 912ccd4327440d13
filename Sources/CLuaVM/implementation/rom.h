/* Tables in flash memory: they can be read and iterated, but not assigned to.
 *
 * Lua sees an empty table in place of each, whose metatable leads to the content; `next`, `pairs` and similar functions
 * use the content. Source: `nodemcu-firmware lua-5.3 ltable.c`, `lua-5.1 ltable.c`. */

/* The effect of an assignment to such a table. */
static int refuse_assignment(lua_State *L) {
#if LUA_VERSION_NUM == 503
    /* Only a new key is refused; for an existing key the processor tries to write to flash memory, and faults. */
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

#if LUA_VERSION_NUM == 503
static int push_content(lua_State *L, int index);

/* Pushes the key of a value in the table on top, or in one of its subtables; returns whether there is one. */
static int push_key(lua_State *L, int value, int depth) {
    int key = lua_gettop(L) + 1;
    lua_pushnil(L);
    while (lua_next(L, key - 1)) {
        int is_it = lua_rawequal(L, -1, value);
        if (!is_it && depth > 1 && push_content(L, key + 1) && push_key(L, value, depth - 1)) {
            lua_replace(L, key);
            is_it = 1;
        }
        lua_settop(L, key);
        if (is_it) return 1;
    }
    return 0;
}

/* The length of such a table: the firmware does not treat it as a table there (`lvm.c`, `luaV_objlen`), and the message
 * names the field that it was most likely read from. */
static int refuse_length(lua_State *L) {
    lua_settop(L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.rom");
    const char *name = push_key(L, 1, 2) ? lua_tostring(L, -1) : "?";
    lua_pushfstring(L, "attempt to get length of a table value (field '%s')", name);
    return raise_in_caller(L, lua_tostring(L, -1));
}
#endif

/* Replaces the table on the stack with the one that Lua sees. */
static void make_read_only(lua_State *L) {
    lua_newtable(L);
    lua_newtable(L);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, -3);
    lua_pushcclosure(L, refuse_assignment, 1);
    lua_setfield(L, -2, "__newindex");
#if LUA_VERSION_NUM == 503
    lua_pushcfunction(L, refuse_length);
    lua_setfield(L, -2, "__len");
#endif
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

/* Pushes the content of a table in ROM, or nothing; returns whether it did. */
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
/* The library's own pairs takes next from an upvalue. */
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
