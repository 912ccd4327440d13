/* The state of a virtual machine in addition to Lua's own state. */

#include "lua_vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct vm {
    void *context;
    lua_vm_host host;
    lua_vm_write write;
    lua_vm_tick tick;
    /* The instructions between two ticks, and those since the last tick that are not part of any source. */
    int step, uncounted;
    int unwinding;
    /* An error is pending for the caller's next instruction. */
    int raising;
    uint64_t instructions;
    size_t memory;
    size_t string_limit;
    /* The debug information that is stripped from compiled chunks: none, the names of locals and upvalues, or lines as
     * well. */
    int strip_level;
    /* Host functions: one reads a file's content, one is called when Lua writes to flash memory as if it were RAM. */
    int file_reader, store_fault;
    /* How many objects have an address. */
    int addresses;
    /* The operands of the current shift, if both are integers. */
    int64_t shifted, shift;
    int is_shift;
    /* The program's own hook, its events, and the number of instructions until it is called. */
    lua_Hook hook;
    int hook_mask, hook_count, until_hook;
} vm;

static vm *machine(lua_State *L) {
    void *ud;
    lua_getallocf(L, &ud);
    return ud;
}

static void *allocate(void *ud, void *block, size_t old, size_t size) {
    vm *m = ud;
    if (!block) old = 0;
    m->memory += size - old;
    if (size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, size);
}

/* MARK: Between two instructions */

static char unwound;

static void count(lua_State *L, lua_Debug *ar);

/* The number of instructions between two calls of `count`. */
static int steps(const vm *m) { return m->hook_count ? 1 : m->step; }

static void set_tick(lua_State *L, int instructions) {
    lua_sethook(L, count, LUA_MASKCOUNT | machine(L)->hook_mask, instructions);
}

/* Calls the program's own hook, if it is registered for this event. */
static void call_hook(lua_State *L, lua_Debug *ar, int passed) {
    vm *m = machine(L);
    if (!m->hook) return;
    if (ar->event == LUA_HOOKCOUNT) {
        if (!m->hook_count || (m->until_hook -= passed) > 0) return;
        m->until_hook = m->hook_count;
    }
    m->hook(L, ar);
}

static void count(lua_State *L, lua_Debug *ar) {
    vm *m = machine(L);
    if (ar->event != LUA_HOOKCOUNT) {
        if (!m->raising && !m->unwinding) call_hook(L, ar, 0);
        return;
    }
    if (m->raising) {
        m->raising = 0;
        set_tick(L, m->unwinding ? 1 : steps(m));
        lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.error");
        lua_error(L);
    }
    if (!m->unwinding) {
        int step = steps(m);
        int passed = m->uncounted < step ? step - m->uncounted : 0;
        m->uncounted -= step - passed;
        m->instructions += (uint64_t)passed;
        if (!m->tick(m->context, passed)) return call_hook(L, ar, passed);
        m->unwinding = 1;
        set_tick(L, 1);
    }
    lua_pushlightuserdata(L, &unwound);
    lua_error(L);
}

static int unwind(lua_State *L) {
    machine(L)->unwinding = 1;
    set_tick(L, 1);
    lua_pushlightuserdata(L, &unwound);
    return lua_error(L);
}

/* Error handlers of xpcall run while Lua is unwound, when no hook is called; nothing they do may be visible. */
static void go_on_unwinding(lua_State *L) {
    if (machine(L)->unwinding) unwind(L);
}

static int finish(lua_State *L, int status) {
    vm *m = machine(L);
    m->raising = 0;
    if (m->unwinding) {
        m->unwinding = 0;
        set_tick(L, steps(m));
        return LUA_VM_UNWOUND;
    }
    return status ? LUA_VM_ERROR : LUA_VM_OK;
}

/* Raises an error as the Lua function below would: with its position, and without a C function in the traceback. */
static int raise_in_caller(lua_State *L, const char *message) {
    vm *m = machine(L);
    lua_Debug ar;
    luaL_where(L, 1);
    lua_pushstring(L, message);
    lua_concat(L, 2);
    if (!lua_getstack(L, 1, &ar) || !lua_getinfo(L, "S", &ar) || *ar.what == 'C') return lua_error(L);
    lua_setfield(L, LUA_REGISTRYINDEX, "lua_vm.error");
    m->raising = 1;
    set_tick(L, 1);
    return 0;
}
