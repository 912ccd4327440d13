/* Simulated addresses of objects: the same statements always give the same addresses, independent of the host's
 * memory. */

/* Pushes `table: 0x3ffc0a10` for an object without a __tostring; returns whether it did. */
static int push_address(lua_State *L, int index) {
    int type = lua_type(L, index);
    if (type != LUA_TTABLE && type != LUA_TFUNCTION && type != LUA_TUSERDATA && type != LUA_TTHREAD) return 0;
    if (luaL_getmetafield(L, index, "__tostring")) {
        lua_pop(L, 1);
        return 0;
    }
    lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.addresses");
    lua_pushvalue(L, index);
    lua_rawget(L, -2);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushinteger(L, ++machine(L)->addresses);
        lua_pushvalue(L, index);
        lua_pushvalue(L, -2);
        lua_rawset(L, -4);
    }
    unsigned number = (unsigned)lua_tointeger(L, -1);
    const char *kind = luaL_typename(L, index);
#if LUA_VERSION_NUM == 503
    if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) kind = lua_tostring(L, -1);
#endif
    char text[20];
    snprintf(text, sizeof text, "0x%x", 0x3FFC0000u + 0x28u * number);
    lua_pushfstring(L, "%s: %s", kind, text);
    return 1;
}

static void make_address_table(lua_State *L) {
    lua_newtable(L);
    lua_newtable(L);
    lua_pushliteral(L, "k");
    lua_setfield(L, -2, "__mode");
    lua_setmetatable(L, -2);
    lua_setfield(L, LUA_REGISTRYINDEX, "lua_vm.addresses");
}
