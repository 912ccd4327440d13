/* debug.sethook and debug.gethook together with the hook that counts instructions: a single hook does both.
 *
 * The library stores the hook functions by coroutine; this file stores their settings. No instruction is counted while
 * a hook function runs, because Lua calls no hook within a hook. */

/* Installs the program's own hook, if there is one, in place of the counting hook. */
static void show_hook(lua_State *L) {
    vm *m = machine(L);
    lua_sethook(L, m->hook, m->hook_mask, m->hook_count);
}

static int set_hook(lua_State *L) {
    vm *m = machine(L);
    show_hook(L);
    int results = call_original(L);
    m->hook = lua_gethook(L);
    m->hook_mask = lua_gethookmask(L);
    m->hook_count = m->until_hook = lua_gethookcount(L);
    set_tick(L, steps(m));
    return results;
}

static int get_hook(lua_State *L) {
    vm *m = machine(L);
    show_hook(L);
    int results = call_original(L);
    set_tick(L, steps(m));
    return results;
}
