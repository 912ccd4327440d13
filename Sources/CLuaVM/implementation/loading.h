/* Compiles source code to functions: from the prompt, from strings, and from the board's files. */

/* Sets the tables in which a chunk looks things up. */
static void give_tables(lua_State *L) {
#if LUA_VERSION_NUM == 501
    static const char *const names[] = {strings_name};
#else
    static const char *const names[] = {numbers_name, shifts_name};
#endif
    const char *name;
    for (int i = 1; (name = lua_getupvalue(L, -1, i)); i++) {
        lua_pop(L, 1);
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            if (strcmp(name, names[k]) != 0) continue;
            lua_getfield(L, LUA_REGISTRYINDEX, names[k]);
            lua_setupvalue(L, -2, i);
        }
    }
}

#if LUA_VERSION_NUM == 501
static int contains(const char *bytes, size_t size, const char *part) {
    size_t n = strlen(part);
    for (size_t i = 0; i + n <= size; i++)
        if (memcmp(bytes + i, part, n) == 0) return 1;
    return 0;
}

/* Whether a chunk must be adapted: it joins strings, or has debug information that the firmware strips. */
static int needs_adapting(lua_State *L, const char *source, size_t size) {
    int level = machine(L)->strip_level;
    return contains(source, size, "..") || level > 1
        || (level && (contains(source, size, "local") || contains(source, size, "function") || contains(source, size, "for")));
}
#endif

static int load_mode(lua_State *L, const char *source, size_t size, const char *chunk_name, const char *mode) {
    int is_binary = size > 0 && *source == LUA_SIGNATURE[0];
#if LUA_VERSION_NUM == 501
    (void)mode;
    int status = luaL_loadbuffer(L, source, size, chunk_name);
    if (status == 0 && !is_binary && needs_adapting(L, source, size))
        status = adapt_chunk(L, chunk_name, adapt_concatenations);
#else
    int status = luaL_loadbufferx(L, source, size, chunk_name, mode);
    if (status == 0 && !is_binary) {
        buffer marked = {NULL, 0, 0};
        if (mark_numerals(source, size, &marked)) {
            lua_pop(L, 1);
            status = luaL_loadbuffer(L, marked.bytes, marked.size, chunk_name);
        }
        free(marked.bytes);
        if (status == 0) status = adapt_chunk(L, chunk_name, adapt_numbers);
    }
#endif
    if (status == 0) give_tables(L);
    return status;
}

static int load(lua_State *L, const char *source, size_t size, const char *chunk_name) {
    return load_mode(L, source, size, chunk_name, "bt");
}

static int is_incomplete(lua_State *L) {
#if LUA_VERSION_NUM == 501
    static const char end[] = "'<eof>'";
#else
    static const char end[] = "<eof>";
#endif
    size_t size;
    const char *text = lua_tolstring(L, -1, &size);
    size_t n = sizeof end - 1;
    return text && size >= n && memcmp(text + size - n, end, n) == 0;
}

/* MARK: load and loadstring */

/* Leaves nil and the message, or the function, on the stack. */
static int loaded(lua_State *L, int status) {
    if (status == 0) return 1;
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
}

/* Concatenates the results of a function until it returns nothing; returns 0, or a status with the message. */
static int read_pieces(lua_State *L, int reader) {
    lua_pushliteral(L, "");
    while (1) {
        lua_pushvalue(L, reader);
        int status = lua_pcall(L, 0, 1, 0);
        if (status != 0) return status;
        if (lua_isnil(L, -1) || (lua_type(L, -1) == LUA_TSTRING && *lua_tostring(L, -1) == 0)) {
            lua_pop(L, 1);
            return 0;
        }
        if (!lua_isstring(L, -1)) {
            luaL_where(L, 1);
            lua_pushliteral(L, "reader function must return a string");
            lua_concat(L, 2);
            return LUA_ERRRUN;
        }
        lua_concat(L, 2);
    }
}

static int load_source(lua_State *L, const char *chunk_name, const char *mode) {
    size_t size;
    const char *source = lua_tolstring(L, -1, &size);
    return load_mode(L, source, size, chunk_name, mode);
}

#if LUA_VERSION_NUM == 501
static int lua_load_function(lua_State *L) {
    const char *name = luaL_optstring(L, 2, "=(load)");
    luaL_checktype(L, 1, LUA_TFUNCTION);
    int status = read_pieces(L, 1);
    return loaded(L, status ? status : load_source(L, name, "bt"));
}

static int lua_load_string(lua_State *L) {
    size_t size;
    const char *source = luaL_checklstring(L, 1, &size);
    return loaded(L, load(L, source, size, luaL_optstring(L, 2, source)));
}

static int with_environment(lua_State *L, int status, int environment) {
    (void)environment;
    return loaded(L, status);
}
#else
/* Sets the table that a chunk uses as its globals; 0 leaves them unchanged. */
static int with_environment(lua_State *L, int status, int environment) {
    if (status == 0 && environment) {
        lua_pushvalue(L, environment);
        if (!lua_setupvalue(L, -2, 1)) lua_pop(L, 1);
    }
    return loaded(L, status);
}

static int lua_load_any(lua_State *L) {
    const char *mode = luaL_optstring(L, 3, "bt");
    int environment = lua_isnone(L, 4) ? 0 : 4, status = 0;
    int is_text = lua_isstring(L, 1);
    const char *name = luaL_optstring(L, 2, is_text ? lua_tostring(L, 1) : "=(load)");
    if (!is_text) luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_settop(L, 4);
    if (is_text) lua_pushvalue(L, 1); else status = read_pieces(L, 1);
    return with_environment(L, status ? status : load_source(L, name, mode), environment);
}
#endif

/* MARK: Files */

/* Compiles a file of the board; the result is not 0 if there is an error, with the message. */
static int load_file(lua_State *L, const char *name) {
    push_host(L, machine(L)->file_reader);
    lua_pushstring(L, name);
    lua_call(L, 1, 2);
    if (lua_isnil(L, -2)) return LUA_ERRERR;
    lua_pop(L, 1);
    size_t size;
    const char *source = lua_tolstring(L, -1, &size);
    if (size > 0 && *source == '#')
        while (size > 0 && *source != '\n') source++, size--;
    lua_pushfstring(L, "@%s", name);
    int status = load(L, source, size, lua_tostring(L, -1));
    lua_insert(L, -3);
    lua_pop(L, 2);
    return status;
}

static int lua_load_file(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    int environment = lua_isnone(L, 3) ? 0 : 3;
    return with_environment(L, load_file(L, name), environment);
}

static int lua_do_file(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    if (load_file(L, name) != 0) return lua_error(L);
    lua_call(L, 0, LUA_MULTRET);
    return lua_gettop(L) - 1;
}

/* Leaves the file name of a module, or the list of names that were tried; returns whether there is one. */
static int find_file(lua_State *L, const char *name, const char *path) {
    name = luaL_gsub(L, name, ".", "/");
    lua_pushliteral(L, "");
    int message = lua_gettop(L);
    while (*path) {
        size_t size = strcspn(path, ";");
        lua_pushlstring(L, path, size);
        const char *file = luaL_gsub(L, lua_tostring(L, -1), "?", name);
        path += size + (path[size] == ';');
        push_host(L, machine(L)->file_reader);
        lua_pushstring(L, file);
        lua_call(L, 1, 1);
        int is_there = !lua_isnil(L, -1);
        lua_pop(L, 1);
        if (is_there) return 1;
        lua_pushfstring(L, "%s\n\tno file '%s'", lua_tostring(L, message), file);
        lua_replace(L, message);
        lua_settop(L, message);
    }
    return 0;
}

/* The searcher of require for the board's files. */
static int search_files(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "path");
    if (!lua_isstring(L, -1)) return luaL_error(L, "'package.path' must be a string");
    if (!find_file(L, name, lua_tostring(L, -1))) return 1;
    const char *file = lua_tostring(L, -1);
    if (load_file(L, file) != 0)
        return luaL_error(L, "error loading module '%s' from file '%s':\n\t%s", name, file, lua_tostring(L, -1));
    lua_pushstring(L, file);
    return 2;
}

#if LUA_VERSION_NUM == 503
static int search_path(lua_State *L) {
    if (find_file(L, luaL_checkstring(L, 1), luaL_checkstring(L, 2))) return 1;
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
}
#endif

static int search_preloaded(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "preload");
    if (!lua_istable(L, -1)) return luaL_error(L, "'package.preload' must be a table");
    lua_getfield(L, -1, name);
    if (lua_isnil(L, -1)) lua_pushfstring(L, "\n\tno field package.preload['%s']", name);
    return 1;
}

/* Leaves the loader and its second argument; if there is none, the error is made of the searchers' messages. */
static void find_loader(lua_State *L, const char *name, const char *searchers) {
    lua_getglobal(L, "package");
    lua_getfield(L, -1, searchers);
    if (!lua_istable(L, -1)) luaL_error(L, "'package.%s' must be a table", searchers);
    lua_pushliteral(L, "");
    int message = lua_gettop(L);
    for (int i = 1;; i++) {
        lua_rawgeti(L, message - 1, i);
        if (lua_isnil(L, -1)) luaL_error(L, "module '%s' not found:%s", name, lua_tostring(L, message));
        lua_pushstring(L, name);
        lua_call(L, 1, 2);
        if (lua_isfunction(L, -2)) return;
        lua_pop(L, 1);
        if (lua_isstring(L, -1)) {
            lua_pushvalue(L, message);
            lua_insert(L, -2);
            lua_concat(L, 2);
            lua_replace(L, message);
        } else {
            lua_pop(L, 1);
        }
    }
}

/* Makes the functions of the table on the stack visible to tracebacks; Lua 5.3 searches the registry's _LOADED for
 * them. */
static void name_module(lua_State *L, const char *name) {
#if LUA_VERSION_NUM == 503
    lua_getfield(L, LUA_REGISTRYINDEX, "_LOADED");
    lua_pushvalue(L, -2);
    lua_setfield(L, -2, name);
    lua_pop(L, 1);
#else
    (void)L, (void)name;
#endif
}

static char being_loaded;

/* require: returns a loaded module, a module in ROM, or what a searcher finds (`nodemcu-firmware loadlib.c`). */
static int require(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.loaded");
    lua_getfield(L, 2, name);
    if (lua_toboolean(L, -1)) {
        if (lua_touserdata(L, -1) == &being_loaded) return luaL_error(L, "loop or previous error loading module '%s'", name);
        return 1;
    }
#if LUA_VERSION_NUM == 501
    lua_getglobal(L, name);
    if (lua_istable(L, -1)) return 1;
    lua_settop(L, 2);
    find_loader(L, name, "loaders");
    lua_pop(L, 1);
    lua_pushlightuserdata(L, &being_loaded);
    lua_setfield(L, 2, name);
    lua_pushstring(L, name);
    lua_call(L, 1, 1);
#else
    lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.rom");
    lua_getfield(L, -1, name);
    if (lua_toboolean(L, -1)) return 1;
    lua_settop(L, 2);
    find_loader(L, name, "searchers");
    lua_pushstring(L, name);
    lua_insert(L, -2);
    lua_call(L, 2, 1);
#endif
    if (!lua_isnil(L, -1)) lua_setfield(L, 2, name);
    lua_getfield(L, 2, name);
    if (lua_isnil(L, -1) || lua_touserdata(L, -1) == &being_loaded) {
        lua_pushboolean(L, 1);
        lua_pushvalue(L, -1);
        lua_setfield(L, 2, name);
    }
    name_module(L, name);
    return 1;
}
