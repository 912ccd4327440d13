/* Calls from Lua to the host, and from the host to Lua. */

static int trampoline(lua_State *L) {
    vm *m = machine(L);
    if (!m->host) return 0;
    go_on_unwinding(L);
    int answer = m->host(m->context, (int)lua_tointeger(L, lua_upvalueindex(1)), L);
    if (answer >= 0) return answer;
    if (answer == LUA_VM_UNWIND) return unwind(L);
    if (answer == LUA_VM_ARGUMENT) return luaL_argerror(L, (int)lua_tointeger(L, -2), lua_tostring(L, -1));
    if (answer == LUA_VM_RAISE_AS_IT_IS) return lua_error(L);
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
    return lua_error(L);
}

static void push_host(lua_State *L, int function) {
    lua_pushinteger(L, function);
    lua_pushcclosure(L, trampoline, 1);
}

static int handle(lua_State *L) {
    if (lua_islightuserdata(L, 1)) return 1;
#if LUA_VERSION_NUM == 503
    if (lua_isnil(L, 1)) {
        push_traceback(L, L, NULL, 1);
    } else if (lua_isstring(L, 1)) {
        push_traceback(L, L, text_of(L, 1), 1);
    }
    return 1;
#else
    if (!lua_isstring(L, 1)) return 1;
    lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.traceback");
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 2);
    lua_call(L, 2, 1);
    return 1;
#endif
}

static int call(lua_State *L, int arguments, int results) {
    int base = lua_gettop(L) - arguments;
    lua_pushcfunction(L, handle);
    lua_insert(L, base);
    int status = lua_pcall(L, arguments, results, base);
    lua_remove(L, base);
    return finish(L, status);
}

/* The frames that the firmware's prompt has below a statement: two C functions. */
static int prompt_inner(lua_State *L) {
    int arguments = lua_gettop(L) - 1;
    lua_pushcfunction(L, handle);
    lua_insert(L, 1);
    int status = lua_pcall(L, arguments, LUA_MULTRET, 1);
    lua_pushboolean(L, status != 0);
    lua_replace(L, 1);
    return lua_gettop(L);
}

static int prompt_outer(lua_State *L) {
    lua_pushcfunction(L, prompt_inner);
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

/* There is one frame fewer below init.lua. */
static int call_below(lua_State *L, lua_CFunction below, int arguments) {
    int base = lua_gettop(L) - arguments;
    lua_pushcfunction(L, below);
    lua_insert(L, base);
    int status = lua_pcall(L, arguments + 1, LUA_MULTRET, 0);
    if (status == 0) {
        status = lua_toboolean(L, base);
        lua_remove(L, base);
    }
    return finish(L, status);
}

static int call_at_prompt(lua_State *L, int arguments) { return call_below(L, prompt_outer, arguments); }
static int call_at_start(lua_State *L, int arguments) { return call_below(L, prompt_inner, arguments); }
