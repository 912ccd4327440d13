/* The globals and the ROM of the firmware's Lua.
 *
 * Source: `nodemcu-firmware lua-5.3` and `lua-5.1`: lbaselib.c, lstrlib.c, ltablib.c, lmathlib.c, ldblib.c, loadlib.c. */

/* The firmware's print: tostring of each value, separated by tabs, and a line end. */
static int print(lua_State *L) {
    vm *m = machine(L);
    int n = lua_gettop(L);
    go_on_unwinding(L);
    lua_getglobal(L, "tostring");
    for (int i = 1; i <= n; i++) {
        size_t size;
        lua_pushvalue(L, -1);
        lua_pushvalue(L, i);
        lua_call(L, 1, 1);
        const char *text = lua_tolstring(L, -1, &size);
        if (!text) return luaL_error(L, "'tostring' must return a string to 'print'");
#if LUA_VERSION_NUM == 501
        size = strlen(text); /* written as a C string */
#endif
        if (i > 1) m->write(m->context, "\t", 1);
        m->write(m->context, text, size);
        lua_pop(L, 1);
    }
    m->write(m->context, "\n", 1);
    return 0;
}

static int collect_garbage(lua_State *L) {
    const char *option = luaL_optstring(L, 1, "collect");
#if LUA_VERSION_NUM == 501
    vm *m = machine(L);
    if (strcmp(option, "setmemlimit") == 0) {
        m->string_limit = (size_t)luaL_optinteger(L, 2, 0);
        lua_pushinteger(L, 0);
        return 1;
    }
    if (strcmp(option, "getmemlimit") == 0) {
        lua_pushinteger(L, (lua_Integer)m->string_limit);
        return 1;
    }
    return call_original(L);
#else
    /* The firmware's table of options has one number too few. */
    if (strcmp(option, "isrunning") == 0) {
        lua_pushinteger(L, -1);
        return 1;
    }
    if (strcmp(option, "setmemlimit") == 0) {
        lua_pushboolean(L, lua_gc(L, LUA_GCISRUNNING, 0));
        return 1;
    }
    int results = call_original(L);
    push_adapted(L, lua_gettop(L));
    return results;
#endif
}

static void open_library(lua_State *L, const char *name, lua_CFunction open) {
#if LUA_VERSION_NUM == 501
    lua_pushcfunction(L, open);
    lua_pushstring(L, name);
    lua_call(L, 1, 0);
#else
    luaL_requiref(L, name, open, 1);
    lua_pop(L, 1);
#endif
}

static int is_among(const char *name, const char *const names[]) {
    for (int i = 0; names[i]; i++)
        if (strcmp(name, names[i]) == 0) return 1;
    return 0;
}

/* Removes everything from a global table that the firmware's table does not have. */
static void keep(lua_State *L, const char *table, const char *const names[]) {
    lua_getglobal(L, table);
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        lua_pop(L, 1);
        if (is_among(lua_tostring(L, -1), names)) continue;
        lua_pushvalue(L, -1);
        lua_pushnil(L);
        lua_rawset(L, -4);
    }
    lua_pop(L, 1);
}

static void set_function(lua_State *L, const char *name, lua_CFunction function) {
    lua_pushcfunction(L, function);
    lua_setglobal(L, name);
}

#if LUA_VERSION_NUM == 503
/* The global unpack calls table.unpack. */
static int unpack(lua_State *L) {
    int n = lua_gettop(L);
    lua_getglobal(L, "table");
    lua_getfield(L, -1, "unpack");
    lua_insert(L, 1);
    lua_pop(L, 1);
    lua_call(L, n, LUA_MULTRET);
    return lua_gettop(L);
}
#endif

/* Initially the % operator of strings is string.format. */
static void make_format_operator(lua_State *L) {
    lua_getglobal(L, "string");
    lua_getfield(L, -1, "format");
    lua_setfield(L, -2, "__mod");
    lua_pop(L, 1);
}

static void open_libraries(lua_State *L) {
#if LUA_VERSION_NUM == 501
    open_library(L, "", luaopen_base);
#else
    open_library(L, "_G", luaopen_base);
    open_library(L, LUA_COLIBNAME, luaopen_coroutine);
    open_library(L, LUA_UTF8LIBNAME, luaopen_utf8);
#endif
    open_library(L, LUA_LOADLIBNAME, luaopen_package);
    open_library(L, LUA_TABLIBNAME, luaopen_table);
    open_library(L, LUA_STRLIBNAME, luaopen_string);
    open_library(L, LUA_MATHLIBNAME, luaopen_math);
    open_library(L, LUA_DBLIBNAME, luaopen_debug);
    lua_getglobal(L, "debug");
    lua_getfield(L, -1, "traceback");
    lua_setfield(L, LUA_REGISTRYINDEX, "lua_vm.traceback");
    lua_pop(L, 1);
    lua_gc(L, LUA_GCSETPAUSE, 110);
}

static void choose_functions(lua_State *L) {
    set_function(L, "print", print);
    set_function(L, "loadfile", lua_load_file);
    set_function(L, "dofile", lua_do_file);
    set_function(L, "require", require);
#if LUA_VERSION_NUM == 501
    set_function(L, "load", lua_load_function);
    set_function(L, "loadstring", lua_load_string);
    keep(L, "math", NAMES("abs", "ceil", "floor", "max", "min", "pow", "random", "randomseed", "sqrt", "pi", "huge"));
    keep(L, "debug", NAMES("getregistry", "traceback"));
#else
    set_function(L, "load", lua_load_any);
    set_function(L, "loadstring", lua_load_any);
    set_function(L, "unpack", unpack);
    keep(L, "math", NAMES("abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "tointeger", "floor", "fmod", "ult", "log",
                          "max", "min", "modf", "rad", "random", "randomseed", "sin", "sqrt", "tan", "type", "pi", "huge",
                          "maxinteger", "mininteger"));
    keep(L, "debug", NAMES("getuservalue", "getinfo", "getlocal", "getregistry", "getmetatable", "getupvalue", "upvaluejoin",
                           "upvalueid", "setuservalue", "gethook", "sethook", "setlocal", "setmetatable", "setupvalue",
                           "traceback"));
    adapt_functions(L, "debug", NAMES("sethook"), set_hook);
    adapt_functions(L, "debug", NAMES("gethook"), get_hook);
    adapt_functions(L, "debug", NAMES("traceback"), traceback);
#endif
    make_format_operator(L);
    adapt_functions(L, "_G", NAMES("collectgarbage"), collect_garbage);
    adapt_library(L);
    look_through_rom(L);
}

/* The firmware's subset of package; its searchers use the board's files. */
static void make_package(lua_State *L) {
#if LUA_VERSION_NUM == 501
    keep(L, "package", NAMES("preload", "config", "seeall"));
    lua_getglobal(L, "package");
#else
    keep(L, "package", NAMES("preload", "config"));
    lua_getglobal(L, "package");
    lua_pushcfunction(L, search_path);
    lua_setfield(L, -2, "searchpath");
#endif
    lua_pushliteral(L, "?.lc;?.lua");
    lua_setfield(L, -2, "path");
    lua_newtable(L);
    lua_pushcfunction(L, search_preloaded);
    lua_rawseti(L, -2, 1);
    lua_pushcfunction(L, search_files);
    lua_rawseti(L, -2, 2);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "loaders");
#if LUA_VERSION_NUM == 503
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "searchers");
#endif
    lua_pop(L, 1);
    lua_newtable(L);
    lua_getglobal(L, "_G");
    lua_setfield(L, -2, "_G");
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, "package");
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, "lua_vm.loaded");
#if LUA_VERSION_NUM == 501
    lua_pushvalue(L, -1);
#else
    lua_newtable(L);
#endif
    lua_setfield(L, LUA_REGISTRYINDEX, "_LOADED");
    lua_setfield(L, -2, "loaded");
    lua_pop(L, 1);
}

/* Pops the table on the stack and makes it a module in ROM. */
static void add_module(lua_State *L, const char *name) {
    name_module(L, name);
    lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.rom");
    lua_insert(L, -2);
    make_read_only(L);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
}

/* Moves all but a few names from the globals to their fallback table. */
static void move_to_rom(lua_State *L) {
    static const char *const kept[] = {"_G", "_VERSION", "package", "require",
#if LUA_VERSION_NUM == 501
                                       "ipairs", "module", "newproxy", "pairs",
#endif
                                       NULL};
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, "lua_vm.rom");
    int rom = lua_gettop(L);
    lua_getglobal(L, "_G");
    int globals = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, globals)) {
        const char *name = lua_tostring(L, -2);
        if (is_among(name, kept)) {
            lua_pop(L, 1);
            continue;
        }
        if (lua_istable(L, -1)) {
            add_module(L, name);
        } else {
            lua_setfield(L, rom, name);
        }
        lua_pushvalue(L, -1);
        lua_pushnil(L);
        lua_rawset(L, globals);
    }
    lua_pushvalue(L, globals);
    name_module(L, "_G");
    lua_pushvalue(L, rom);
    name_module(L, "ROM");
    lua_getglobal(L, "package");
    name_module(L, "package");
    lua_settop(L, globals);
    lua_pushvalue(L, rom);
    make_read_only(L);
    lua_setfield(L, rom, "ROM");
#if LUA_VERSION_NUM == 501
    lua_pushvalue(L, globals);
#else
    lua_newtable(L);
#endif
    lua_pushvalue(L, rom);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, globals);
    lua_settop(L, rom - 1);
}

/* The metatable of strings is the string table itself. */
static void make_string_metatable(lua_State *L) {
    lua_getglobal(L, "string");
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, "lua_vm.string");
    push_content(L, lua_gettop(L));
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, "__index");
    lua_pushliteral(L, "");
    lua_pushvalue(L, -2);
    lua_setmetatable(L, -2);
    lua_pop(L, 3);
}

static int open_globals(lua_State *L) {
    make_address_table(L);
#if LUA_VERSION_NUM == 501
    make_string_table(L);
#else
    make_number_tables(L);
#endif
    open_libraries(L);
    choose_functions(L);
    make_package(L);
    move_to_rom(L);
    make_string_metatable(L);
    return 0;
}
