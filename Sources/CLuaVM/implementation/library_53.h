/* Functions of Lua 5.3's library with arguments or results that depend on the size of numbers.
 *
 * Each is a closure around the library's function and calls it in its own frame, so that messages and tracebacks name
 * it as they would without the closure. */

static int adapted_results(lua_State *L, int results) {
    for (int i = lua_gettop(L) - results + 1; i <= lua_gettop(L); i++) {
        if (lua_type(L, i) != LUA_TNUMBER) continue;
        push_adapted(L, i);
        lua_replace(L, i);
    }
    return results;
}

static int with_adapted_results(lua_State *L) { return adapted_results(L, call_original(L)); }

/* floor, ceil and modf: a float remains a float if it does not fit an integer. */
static int with_integers_or_floats(lua_State *L) {
    int results = call_original(L);
    for (int i = lua_gettop(L) - results + 1; i <= lua_gettop(L); i++) {
        int64_t value = lua_tointeger(L, i);
        if (!lua_isinteger(L, i) || value == (int32_t)value) continue;
        lua_pushnumber(L, (float)value);
        lua_replace(L, i);
    }
    return adapted_results(L, results);
}

static int read_integer(lua_State *L) {
    int results = call_original(L);
    if (lua_isinteger(L, -1) && lua_tointeger(L, -1) != (int32_t)lua_tointeger(L, -1)) lua_pushnil(L);
    return results;
}

/* tonumber: a number that is too large for an integer is a float, unless it is hexadecimal. */
static int read_number(lua_State *L) {
    int has_base = !lua_isnoneornil(L, 2);
    int is_hexadecimal = lua_type(L, 1) == LUA_TSTRING && strpbrk(lua_tostring(L, 1), "xX");
    int results = call_original(L);
    if (lua_isinteger(L, -1) && !has_base && !is_hexadecimal) {
        int64_t value = lua_tointeger(L, -1);
        if (value != (int32_t)value) lua_pushnumber(L, (float)value);
        return results;
    }
    return adapted_results(L, results);
}

static int to_text(lua_State *L) {
    if (lua_type(L, 1) == LUA_TNUMBER) {
        push_number_text(L, 1);
        return 1;
    }
    return push_address(L, 1) ? 1 : call_original(L);
}

/* MARK: Strings */

/* Replaces a float argument with its text, or with a value that cannot be converted to an integer. */
static void spell_float(lua_State *L, int index) {
    if (lua_type(L, index) != LUA_TNUMBER || lua_isinteger(L, index)) return;
    if (is_out_of_range(lua_tonumber(L, index)) && index > 1) {
        lua_pushnumber(L, 0.5);
    } else {
        push_number_text(L, index);
    }
    lua_replace(L, index);
}

static int with_spelt_floats(lua_State *L) {
    for (int i = 1; i <= lua_gettop(L); i++) spell_float(L, i);
    return call_original(L);
}

/* An argument of %d, %x and similar conversions. */
static void format_integer(lua_State *L, int index, int is_unsigned) {
    int is_integer;
    int64_t value = lua_tointegerx(L, index, &is_integer);
    if (!is_integer) return;
    if (!lua_isinteger(L, index) && value != (int32_t)value) {
        lua_pushnumber(L, 0.5);
    } else {
        lua_pushinteger(L, is_unsigned ? (int64_t)(uint32_t)value : (int64_t)(int32_t)value);
    }
    lua_replace(L, index);
}

static int format(lua_State *L) {
    size_t size;
    const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tolstring(L, 1, &size) : NULL;
    int argument = 1;
    for (size_t i = 0; text && i < size; i++) {
        if (text[i] != '%') continue;
        i++;
        i += strspn(text + i, "-+ #0123456789.");
        if (i >= size || text[i] == '%') continue;
        argument++;
        if (argument > lua_gettop(L)) break;
        switch (text[i]) {
        case 'd': case 'i': format_integer(L, argument, 0); break;
        case 'o': case 'u': case 'x': case 'X': format_integer(L, argument, 1); break;
        case 's':
            spell_float(L, argument);
            if (push_address(L, argument)) lua_replace(L, argument);
            break;
        }
    }
    return call_original(L);
}

static int format_operator(lua_State *L) {
    spread_arguments(L);
    return format(L);
}

/* pack and unpack: the sizes of C on a 32-bit processor, whose unsigned integers are those of Lua. */
static int with_small_sizes(lua_State *L) {
    size_t size;
    const char *text = luaL_checklstring(L, 1, &size);
    luaL_Buffer b;
    luaL_buffinit(L, &b);
    for (size_t i = 0; i < size; i++) {
        int has_size = is_digit((unsigned char)text[i + 1]);
        int is_four = text[i + 1] == '4' && !is_digit((unsigned char)text[i + 2]);
        switch (text[i]) {
        case 'j': case 'J': case 'l': case 'L': case 'T': luaL_addstring(&b, "i4"); break;
        case 'n': luaL_addchar(&b, 'f'); break;
        case 's': luaL_addstring(&b, has_size ? "s" : "s4"); break;
        case 'I': luaL_addchar(&b, !has_size || is_four ? 'i' : 'I'); break;
        default: luaL_addchar(&b, text[i]);
        }
    }
    luaL_pushresult(&b);
    lua_replace(L, 1);
    return adapted_results(L, call_original(L));
}

/* concat converts the floats in a copy to text. */
static int concatenate(lua_State *L) {
    int64_t first = luaL_optinteger(L, 3, 1), last = lua_istable(L, 1) ? luaL_optinteger(L, 4, luaL_len(L, 1)) : 0;
    int is_copied = 0;
    for (int64_t i = first; lua_istable(L, 1) && i <= last; i++) {
        lua_geti(L, 1, i);
        int is_float = lua_type(L, -1) == LUA_TNUMBER && !lua_isinteger(L, -1);
        lua_pop(L, 1);
        if (!is_float) continue;
        is_copied = 1;
        break;
    }
    if (is_copied) {
        lua_settop(L, 4);
        lua_newtable(L);
        for (int64_t i = first; i <= last; i++) {
            lua_geti(L, 1, i);
            spell_float(L, 6);
            lua_seti(L, 5, i);
        }
        lua_replace(L, 1);
        lua_pushinteger(L, last);
        lua_replace(L, 4);
    }
    if (lua_gettop(L) >= 2 && lua_type(L, 2) == LUA_TNUMBER) {
        spell_float(L, 2);
    }
    return call_original(L);
}

/* MARK: All of them */

static void adapt_library(lua_State *L) {
    adapt_functions(L, "_G", NAMES("tostring"), to_text);
    adapt_functions(L, "_G", NAMES("tonumber"), read_number);
    adapt_functions(L, "table", NAMES("concat"), concatenate);
    adapt_functions(L, "math", NAMES("floor", "ceil", "modf"), with_integers_or_floats);
    adapt_functions(L, "math", NAMES("tointeger"), read_integer);
    adapt_functions(L, "math", NAMES("abs", "acos", "asin", "atan", "cos", "deg", "exp", "fmod", "log", "rad", "random",
                                     "sin", "sqrt", "tan"), with_adapted_results);
    adapt_functions(L, "string", NAMES("byte", "find", "gmatch", "gsub", "len", "lower", "match", "rep", "reverse", "sub",
                                       "upper"), with_spelt_floats);
    adapt_functions(L, "string", NAMES("pack", "packsize", "unpack"), with_small_sizes);
    adapt_functions(L, "string", NAMES("format"), format);
    adapt_functions(L, "string", NAMES("__mod"), format_operator);

    lua_getglobal(L, "math");
    lua_pushnumber(L, (float)3.14159265358979323846);
    lua_setfield(L, -2, "pi");
    lua_pushinteger(L, INT_MAX);
    lua_setfield(L, -2, "maxinteger");
    lua_pushinteger(L, INT_MIN);
    lua_setfield(L, -2, "mininteger");
    lua_pop(L, 1);
}
