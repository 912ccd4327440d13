/* Tracebacks of Lua 5.3, with the function names that the firmware finds.
 *
 * The firmware searches the globals before ROM, so a module's function that a global holds has the global's name.
 * Source: `nodemcu-firmware lua-5.3 lauxlib.c` (`luaL_traceback`, `pushglobalfuncname`). */

/* The number of levels at the start and at the end of a long traceback. */
enum { FIRST_LEVELS = 10, LAST_LEVELS = 11 };

/* Replaces the string or nil on top with the smallest of the names that a table has for a function, if that is
 * smaller. */
static void find_name(lua_State *L, int table, int function, const char *prefix) {
    int name = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, table)) {
        int is_it = lua_type(L, -2) == LUA_TSTRING && lua_rawequal(L, -1, function);
        lua_pop(L, 1);
        if (!is_it) continue;
        lua_pushfstring(L, "%s%s", prefix, lua_tostring(L, -1));
        const char *found = lua_tostring(L, name);
        if (!found || strcmp(lua_tostring(L, -1), found) < 0) {
            lua_replace(L, name);
        } else {
            lua_pop(L, 1);
        }
    }
}

/* Pushes the name of a frame's function, or nothing; returns whether it has one. */
static int push_global_name(lua_State *L, lua_Debug *frame) {
    int function = lua_gettop(L) + 1;
    lua_getinfo(L, "f", frame);
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_pushnil(L);
    find_name(L, function + 1, function, "");
    if (lua_isnil(L, -1)) {
        lua_pop(L, 2);
        lua_getfield(L, LUA_REGISTRYINDEX, "_LOADED");
        lua_pushnil(L);
        int modules = function + 1, name = function + 2;
        lua_pushnil(L);
        while (lua_next(L, modules)) {
            if (lua_type(L, -2) == LUA_TSTRING && lua_istable(L, -1)) {
                int module = lua_gettop(L);
                lua_pushfstring(L, "%s.", lua_tostring(L, -2));
                lua_pushvalue(L, name);
                find_name(L, module, function, lua_tostring(L, -2));
                lua_replace(L, name);
                lua_settop(L, module);
            }
            lua_pop(L, 1);
        }
    }
    int is_found = !lua_isnil(L, -1);
    if (is_found) lua_replace(L, function);
    lua_settop(L, is_found ? function : function - 1);
    return is_found;
}

static void push_function_name(lua_State *L, lua_Debug *frame) {
    if (push_global_name(L, frame)) {
        lua_pushfstring(L, "function '%s'", lua_tostring(L, -1));
        lua_remove(L, -2);
    } else if (*frame->namewhat) {
        lua_pushfstring(L, "%s '%s'", frame->namewhat, frame->name);
    } else if (*frame->what == 'm') {
        lua_pushliteral(L, "main chunk");
    } else if (*frame->what != 'C') {
        lua_pushfstring(L, "function <%s:%d>", frame->short_src, frame->linedefined);
    } else {
        lua_pushliteral(L, "?");
    }
}

/* Pushes a message, if there is one, and the levels of a thread, starting at a given level. */
static void push_traceback(lua_State *L, lua_State *thread, const char *message, int level) {
    lua_Debug frame;
    int top = lua_gettop(L), count = 0;
    while (lua_getstack(thread, count, &frame)) count++;
    int skipped = count - 1 - level > FIRST_LEVELS + LAST_LEVELS ? level + FIRST_LEVELS : -1;
    luaL_checkstack(L, 10, NULL);
    lua_pushfstring(L, message ? "%s\nstack traceback:" : "%sstack traceback:", message ? message : "");
    for (; lua_getstack(thread, level, &frame); level++) {
        if (level == skipped) {
            lua_pushliteral(L, "\n\t...");
            level = count - LAST_LEVELS - 1;
        } else {
            lua_getinfo(thread, "Slnt", &frame);
            lua_pushfstring(L, "\n\t%s:", frame.short_src);
            if (frame.currentline > 0) lua_pushfstring(L, "%d:", frame.currentline);
            lua_pushliteral(L, " in ");
            push_function_name(L, &frame);
            if (frame.istailcall) lua_pushliteral(L, "\n\t(...tail calls...)");
        }
        lua_concat(L, lua_gettop(L) - top);
    }
}

/* debug.traceback. */
static int traceback(lua_State *L) {
    int has_thread = lua_type(L, 1) == LUA_TTHREAD, message = 1 + has_thread;
    lua_State *thread = has_thread ? lua_tothread(L, 1) : L;
    if (lua_isnoneornil(L, message) || lua_isstring(L, message)) {
        int level = (int)luaL_optinteger(L, message + 1, thread == L);
        push_traceback(L, thread, lua_isnoneornil(L, message) ? NULL : text_of(L, message), level);
    } else {
        lua_pushvalue(L, message);
    }
    return 1;
}
