/* Functions of Lua 5.1's library that join strings, with the limit on joined strings. */

static int limited(lua_State *L) {
    int results = call_original(L);
    size_t limit = machine(L)->string_limit;
    if (limit && results > 0 && lua_type(L, -results) == LUA_TSTRING && lua_objlen(L, -results) >= limit) {
        lua_pushstring(L, overflow);
        return lua_error(L);
    }
    return results;
}

static int format_operator(lua_State *L) {
    spread_arguments(L);
    return limited(L);
}

static int to_text(lua_State *L) {
    return push_address(L, 1) ? 1 : call_original(L);
}

static void adapt_library(lua_State *L) {
    adapt_functions(L, "_G", NAMES("tostring"), to_text);
    adapt_functions(L, "string", NAMES("rep", "gsub", "format", "upper", "lower", "reverse"), limited);
    adapt_functions(L, "string", NAMES("__mod"), format_operator);
    adapt_functions(L, "table", NAMES("concat"), limited);
}
