/* The implementation of lua_vm.h, compiled once against each Lua; LUA_VERSION_NUM tells them apart. */

#include "lua_vm.h"
#include <stdlib.h>
#include <string.h>

typedef struct vm {
    void *context;
    lua_vm_host host;
    lua_vm_write write;
    lua_vm_tick tick;
    int step;
    int unwinding;
    uint64_t instructions;
    size_t memory;
    size_t string_limit;
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

/* MARK: Unwinding */

static char unwound;

static void count(lua_State *L, lua_Debug *ar) {
    vm *m = machine(L);
    (void)ar;
    if (!m->unwinding) {
        m->instructions += (uint64_t)m->step;
        if (!m->tick(m->context, m->step)) return;
        m->unwinding = 1;
        lua_sethook(L, count, LUA_MASKCOUNT, 1);
    }
    lua_pushlightuserdata(L, &unwound);
    lua_error(L);
}

static int unwind(lua_State *L) {
    machine(L)->unwinding = 1;
    lua_sethook(L, count, LUA_MASKCOUNT, 1);
    lua_pushlightuserdata(L, &unwound);
    return lua_error(L);
}

static int finish(lua_State *L, int status) {
    vm *m = machine(L);
    if (m->unwinding) {
        m->unwinding = 0;
        lua_sethook(L, count, LUA_MASKCOUNT, m->step);
        return LUA_VM_UNWOUND;
    }
    return status ? LUA_VM_ERROR : LUA_VM_OK;
}

/* MARK: Host functions */

static int trampoline(lua_State *L) {
    vm *m = machine(L);
    int answer = m->host(m->context, (int)lua_tointeger(L, lua_upvalueindex(1)), L);
    if (answer >= 0) return answer;
    if (answer == LUA_VM_UNWIND) return unwind(L);
    if (answer == LUA_VM_ARGUMENT) return luaL_argerror(L, (int)lua_tointeger(L, -2), lua_tostring(L, -1));
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
    return lua_error(L);
}

/* print of the firmware: tostring of each value, tabs between, a line end behind. */
static int print(lua_State *L) {
    vm *m = machine(L);
    int n = lua_gettop(L);
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

/* MARK: Calls */

static int handle(lua_State *L) {
    if (lua_islightuserdata(L, 1)) return 1;
#if LUA_VERSION_NUM == 503
    if (lua_isnil(L, 1)) {
        luaL_traceback(L, L, NULL, 1);
        return 1;
    }
    if (lua_isstring(L, 1)) {
        luaL_traceback(L, L, lua_tostring(L, 1), 1);
        return 1;
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

static int call_at_prompt(lua_State *L, int arguments) {
    int base = lua_gettop(L) - arguments;
    lua_pushcfunction(L, prompt_outer);
    lua_insert(L, base);
    int status = lua_pcall(L, arguments + 1, LUA_MULTRET, 0);
    if (status == 0) {
        status = lua_toboolean(L, base);
        lua_remove(L, base);
    }
    return finish(L, status);
}

#if LUA_VERSION_NUM == 503
typedef struct dump {
    char *bytes;
    size_t size, room;
} dump;

static int append(lua_State *L, const void *bytes, size_t size, void *ud) {
    dump *d = ud;
    (void)L;
    if (d->size + size > d->room) {
        d->room = (d->size + size) * 2;
        d->bytes = realloc(d->bytes, d->room);
        if (!d->bytes) return 1;
    }
    memcpy(d->bytes + d->size, bytes, size);
    d->size += size;
    return 0;
}

/* The firmware's messages call a global a field, since its environment has another name in the debug information. */
static int rename_environment(lua_State *L, const char *chunk_name) {
    dump d = {NULL, 0, 0};
    int status = lua_dump(L, append, &d, 0);
    if (status == 0) {
        for (size_t i = 1; i + 5 <= d.size; i++)
            if (d.bytes[i] == 5 && memcmp(d.bytes + i + 1, "_ENV", 4) == 0 && d.bytes[i - 1] != 4) d.bytes[i + 1] = '?';
        lua_pop(L, 1);
        status = luaL_loadbufferx(L, d.bytes, d.size, chunk_name, "b");
    }
    free(d.bytes);
    return status;
}
#endif

static int load(lua_State *L, const char *source, size_t size, const char *chunk_name) {
    int status = luaL_loadbuffer(L, source, size, chunk_name);
#if LUA_VERSION_NUM == 503
    if (status == 0) status = rename_environment(L, chunk_name);
#endif
    return status;
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

/* MARK: The firmware's globals */

/* Moves everything but a few names from the globals into a table that they fall back to, as the firmware's ROM table. */
static void move_to_rom(lua_State *L) {
    static const char *const kept[] = {"_G", "_VERSION", "package", "require",
#if LUA_VERSION_NUM == 501
                                       "ipairs", "module", "newproxy", "pairs",
#endif
                                       NULL};
    lua_newtable(L);
    int rom = lua_gettop(L);
    lua_getglobal(L, "_G");
    int globals = lua_gettop(L);
    lua_pushnil(L);
    while (lua_next(L, globals)) {
        const char *name = lua_tostring(L, -2);
        int keep = 0;
        for (int i = 0; kept[i]; i++) keep |= strcmp(name, kept[i]) == 0;
        if (!keep) {
            lua_pushvalue(L, -2);
            lua_pushvalue(L, -2);
            lua_rawset(L, rom);
            lua_pushvalue(L, -2);
            lua_pushnil(L);
            lua_rawset(L, globals);
        }
        lua_pop(L, 1);
    }
    lua_newtable(L);
    lua_pushvalue(L, rom);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, globals);
    lua_getfield(L, globals, "package");
    lua_getfield(L, -1, "loaded");
    lua_pushvalue(L, rom);
    lua_setfield(L, -2, "ROM");
    lua_settop(L, rom);
    lua_setfield(L, LUA_REGISTRYINDEX, "lua_vm.rom");
}

/* MARK: Strings under the limit of Lua 5.1 */

#if LUA_VERSION_NUM == 501
static int limited(lua_State *L) {
    int n = lua_gettop(L);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, n, LUA_MULTRET);
    size_t limit = machine(L)->string_limit;
    if (limit && lua_gettop(L) > 0 && lua_type(L, 1) == LUA_TSTRING && lua_objlen(L, 1) >= limit) {
        lua_pushliteral(L, "string length overflow");
        return lua_error(L);
    }
    return lua_gettop(L);
}

static void limit_strings(lua_State *L) {
    static const char *const functions[][2] = {
        {"string", "rep"}, {"string", "gsub"}, {"string", "format"}, {"table", "concat"}};
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        lua_getglobal(L, functions[i][0]);
        lua_getfield(L, -1, functions[i][1]);
        lua_pushcclosure(L, limited, 1);
        lua_setfield(L, -2, functions[i][1]);
        lua_pop(L, 1);
    }
}
#endif

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

static void remove_global(lua_State *L, const char *name) {
    lua_pushnil(L);
    lua_setglobal(L, name);
}

static int open_globals(lua_State *L) {
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
    lua_getglobal(L, "package");
    lua_pushliteral(L, "?.lc;?.lua");
    lua_setfield(L, -2, "path");
    lua_pushliteral(L, "");
    lua_setfield(L, -2, "cpath");
    lua_pop(L, 1);
#if LUA_VERSION_NUM == 501
    remove_global(L, "gcinfo");
    limit_strings(L);
#else
    lua_getglobal(L, "load");
    lua_setglobal(L, "loadstring");
    lua_getglobal(L, "table");
    lua_getfield(L, -1, "unpack");
    lua_setglobal(L, "unpack");
    lua_pop(L, 1);
#endif
    remove_global(L, "loadfile");
    remove_global(L, "dofile");
    lua_pushcfunction(L, print);
    lua_setglobal(L, "print");
    move_to_rom(L);
    return 0;
}

static lua_State *open(void *context, lua_vm_host host, lua_vm_write write, lua_vm_tick tick, int step) {
    vm *m = calloc(1, sizeof *m);
    if (!m) return NULL;
    m->context = context;
    m->host = host;
    m->write = write;
    m->tick = tick;
    m->step = step;
    lua_State *L = lua_newstate(allocate, m);
    if (!L) {
        free(m);
        return NULL;
    }
    lua_pushcfunction(L, open_globals);
    lua_call(L, 0, 0);
    m->string_limit = 4096;
    lua_sethook(L, count, LUA_MASKCOUNT, step);
    return L;
}

static void close(lua_State *L) {
    vm *m = machine(L);
    lua_close(L);
    free(m);
}

/* MARK: Values */

static uint64_t instructions(lua_State *L) { return machine(L)->instructions; }
static size_t memory(lua_State *L) { return machine(L)->memory; }
static void set_string_limit(lua_State *L, size_t limit) { machine(L)->string_limit = limit; }
static int top(lua_State *L) { return lua_gettop(L); }
static void set_top(lua_State *L, int index) { lua_settop(L, index); }
static int type(lua_State *L, int index) { return lua_type(L, index); }
static const char *type_name(lua_State *L, int index) { return luaL_typename(L, index); }
static int to_boolean(lua_State *L, int index) { return lua_toboolean(L, index); }

static int to_number(lua_State *L, int index, double *number) {
    if (!lua_isnumber(L, index)) return 0;
    *number = lua_tonumber(L, index);
    return 1;
}

static const char *to_string(lua_State *L, int index, size_t *size) {
    if (!lua_isstring(L, index)) return NULL;
    return lua_tolstring(L, index, size);
}

static void push_nil(lua_State *L) { lua_pushnil(L); }
static void push_boolean(lua_State *L, int value) { lua_pushboolean(L, value); }
static void push_integer(lua_State *L, int64_t value) { lua_pushinteger(L, (lua_Integer)value); }
static void push_number(lua_State *L, double value) { lua_pushnumber(L, value); }
static void push_string(lua_State *L, const char *bytes, size_t size) { lua_pushlstring(L, bytes, size); }
static void push_value(lua_State *L, int index) { lua_pushvalue(L, index); }

static void push_host(lua_State *L, int function) {
    lua_pushinteger(L, function);
    lua_pushcclosure(L, trampoline, 1);
}

static void push_globals(lua_State *L) {
#if LUA_VERSION_NUM == 501
    lua_pushvalue(L, LUA_GLOBALSINDEX);
#else
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
#endif
}

static void push_rom(lua_State *L) { lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.rom"); }

static void push_loaded(lua_State *L) {
    push_globals(L);
    lua_getfield(L, -1, "package");
    lua_getfield(L, -1, "loaded");
    lua_replace(L, -3);
    lua_pop(L, 1);
}

static void push_userdata(lua_State *L, uint32_t value) { *(uint32_t *)lua_newuserdata(L, sizeof value) = value; }

static uint32_t userdata_value(lua_State *L, int index) {
    return lua_type(L, index) == LUA_TUSERDATA ? *(uint32_t *)lua_touserdata(L, index) : 0;
}

static void new_table(lua_State *L) { lua_newtable(L); }
static void raw_get(lua_State *L, int index) { lua_rawget(L, index); }
static void raw_set(lua_State *L, int index) { lua_rawset(L, index); }
static void raw_geti(lua_State *L, int index, int n) { lua_rawgeti(L, index, n); }
static void raw_seti(lua_State *L, int index, int n) { lua_rawseti(L, index, n); }
static void set_metatable(lua_State *L, int index) { lua_setmetatable(L, index); }
static int get_metatable(lua_State *L, int index) { return lua_getmetatable(L, index); }
static int next(lua_State *L, int index) { return lua_next(L, index); }
static void remove_value(lua_State *L, int index) { lua_remove(L, index); }
static int reference(lua_State *L) { return luaL_ref(L, LUA_REGISTRYINDEX); }
static void unreference(lua_State *L, int reference) { luaL_unref(L, LUA_REGISTRYINDEX, reference); }
static void push_reference(lua_State *L, int reference) { lua_rawgeti(L, LUA_REGISTRYINDEX, reference); }

static const struct lua_vm_api api = {
    .version = LUA_RELEASE,
    .open = open,
    .close = close,
    .load = load,
    .is_incomplete = is_incomplete,
    .call_at_prompt = call_at_prompt,
    .call = call,
    .instructions = instructions,
    .memory = memory,
    .set_string_limit = set_string_limit,
    .top = top,
    .set_top = set_top,
    .type = type,
    .type_name = type_name,
    .to_boolean = to_boolean,
    .to_number = to_number,
    .to_string = to_string,
    .push_nil = push_nil,
    .push_boolean = push_boolean,
    .push_integer = push_integer,
    .push_number = push_number,
    .push_string = push_string,
    .push_value = push_value,
    .push_host = push_host,
    .push_globals = push_globals,
    .push_rom = push_rom,
    .push_loaded = push_loaded,
    .push_userdata = push_userdata,
    .userdata_value = userdata_value,
    .new_table = new_table,
    .raw_get = raw_get,
    .raw_set = raw_set,
    .raw_geti = raw_geti,
    .raw_seti = raw_seti,
    .set_metatable = set_metatable,
    .get_metatable = get_metatable,
    .next = next,
    .remove = remove_value,
    .reference = reference,
    .unreference = unreference,
    .push_reference = push_reference,
};
