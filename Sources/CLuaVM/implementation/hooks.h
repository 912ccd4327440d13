/* debug.sethook and debug.gethook beside the hook that counts instructions: one hook does both.
 *
 * The library keeps the functions by their coroutine; what is kept here is how it wants to be called. No instruction is
 * counted while a hook's function runs, as Lua calls no hook within one. */

/* Puts the program's own hook, if there is one, in the place of the counting one. */
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
