/* Wrappers around functions of the library.
 *
 * Each is a closure with the library's function as an upvalue, and calls it in its own frame, so that messages and
 * tracebacks are the same as without the wrapper. */

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static int call_original(lua_State *L) {
    return ((lua_CFunction)lua_touserdata(L, lua_upvalueindex(1)))(L);
}

/* Wraps some functions of a global table. */
static void adapt_functions(lua_State *L, const char *table, const char *const names[], lua_CFunction around) {
    lua_getglobal(L, table);
    for (int i = 0; names[i]; i++) {
        lua_getfield(L, -1, names[i]);
        lua_pushlightuserdata(L, (void *)lua_tocfunction(L, -1));
        lua_pushcclosure(L, around, 1);
        lua_setfield(L, -3, names[i]);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* The arguments of `%` between a string and a table: the table is replaced with its values. */
static void spread_arguments(lua_State *L) {
    if (!lua_istable(L, 2)) return;
    lua_settop(L, 2);
    for (int i = 1;; i++) {
        luaL_checkstack(L, 2, "too many arguments");
        lua_rawgeti(L, 2, i);
        if (lua_isnil(L, -1)) break;
    }
    lua_pop(L, 1);
    lua_remove(L, 2);
}
