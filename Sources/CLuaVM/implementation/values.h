/* The stack, and the table of functions. */

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
    m->strip_level = 1;
    set_tick(L, step);
    return L;
}

static void close(lua_State *L) {
    vm *m = machine(L);
    /* Finalizers must not call the host, which no longer listens. */
    m->host = NULL;
    lua_close(L);
    free(m);
}

static void set_file_reader(lua_State *L, int function) { machine(L)->file_reader = function; }
static void set_store_fault(lua_State *L, int function) { machine(L)->store_fault = function; }
static uint64_t instructions(lua_State *L) { return machine(L)->instructions; }
static size_t memory(lua_State *L) { return machine(L)->memory; }
static void set_string_limit(lua_State *L, size_t limit) { machine(L)->string_limit = limit; }
static size_t string_limit(lua_State *L) { return machine(L)->string_limit; }
static void set_strip_level(lua_State *L, int level) { machine(L)->strip_level = level; }
static int strip_level(lua_State *L) { return machine(L)->strip_level; }
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
    text_of(L, index < 0 ? lua_gettop(L) + index + 1 : index);
    return lua_tolstring(L, index, size);
}

static void push_nil(lua_State *L) { lua_pushnil(L); }
static void push_boolean(lua_State *L, int value) { lua_pushboolean(L, value); }
static void push_string(lua_State *L, const char *bytes, size_t size) { lua_pushlstring(L, bytes, size); }
static void push_value(lua_State *L, int index) { lua_pushvalue(L, index); }

static void push_globals(lua_State *L) {
#if LUA_VERSION_NUM == 501
    lua_pushvalue(L, LUA_GLOBALSINDEX);
#else
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
#endif
}

static void push_rom(lua_State *L) { lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.rom"); }
static void push_loaded(lua_State *L) { lua_getfield(L, LUA_REGISTRYINDEX, "lua_vm.loaded"); }
static void push_named(lua_State *L) { lua_getfield(L, LUA_REGISTRYINDEX, "_LOADED"); }
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
static int get_metatable_of(lua_State *L, int index) { return lua_getmetatable(L, index); }
static int next(lua_State *L, int index) { return lua_next(L, index); }
static void remove_value(lua_State *L, int index) { lua_remove(L, index); }
static int reference(lua_State *L) { return luaL_ref(L, LUA_REGISTRYINDEX); }
static void unreference(lua_State *L, int reference) { luaL_unref(L, LUA_REGISTRYINDEX, reference); }
static void push_reference(lua_State *L, int reference) { lua_rawgeti(L, LUA_REGISTRYINDEX, reference); }

static const struct lua_vm_api api = {
    .version = LUA_RELEASE,
    .open = open,
    .close = close,
    .set_file_reader = set_file_reader,
    .set_store_fault = set_store_fault,
    .load = load,
    .is_incomplete = is_incomplete,
    .call_at_prompt = call_at_prompt,
    .call_at_start = call_at_start,
    .call = call,
    .instructions = instructions,
    .memory = memory,
    .set_string_limit = set_string_limit,
    .string_limit = string_limit,
    .set_strip_level = set_strip_level,
    .strip_level = strip_level,
    .top = top,
    .set_top = set_top,
    .type = type,
    .type_name = type_name,
    .to_boolean = to_boolean,
    .to_number = to_number,
    .to_string = to_string,
    .push_nil = push_nil,
    .push_boolean = push_boolean,
    .push_integer = push_firmware_integer,
    .push_number = push_firmware_number,
    .push_string = push_string,
    .push_value = push_value,
    .push_host = push_host,
    .push_globals = push_globals,
    .push_rom = push_rom,
    .push_loaded = push_loaded,
    .push_named = push_named,
    .push_userdata = push_userdata,
    .userdata_value = userdata_value,
    .new_table = new_table,
    .raw_get = raw_get,
    .raw_set = raw_set,
    .raw_geti = raw_geti,
    .raw_seti = raw_seti,
    .set_metatable = set_metatable,
    .get_metatable = get_metatable_of,
    .next = next,
    .remove = remove_value,
    .add_module = add_module,
    .make_read_only = make_read_only,
    .reference = reference,
    .unreference = unreference,
    .push_reference = push_reference,
};
