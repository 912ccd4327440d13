/* The limit on joined strings in Lua 5.1 firmware, initially 4096 bytes.
 *
 * Source: `nodemcu-firmware lua-5.1 lvm.c` (`luaV_concat`). A look-up is inserted before each concatenation; its
 * metamethod adds up the sizes of the operands. Functions that join strings are checked when they return. */

static const char strings_name[] = "?strings";
static const char overflow[] = "string length overflow";

/* The text of a string or number at an absolute index; a number is converted to a string. */
static const char *text_of(lua_State *L, int index) { return lua_tostring(L, index); }

static void push_firmware_integer(lua_State *L, int64_t value) { lua_pushinteger(L, (lua_Integer)value); }
static void push_firmware_number(lua_State *L, double value) { lua_pushnumber(L, value); }

/* __index of the table, with the registers as the key. */
static int measure_operands(lua_State *L) {
    vm *m = machine(L);
    m->uncounted += 3;
    int registers = (int)lua_tointeger(L, 2);
    lua_Debug caller;
    size_t sum = 0, limit = m->string_limit;
    if (!limit || !lua_getstack(L, 1, &caller)) return 0;
    for (int i = registers % 256; i >= registers / 256; i--) {
        if (!lua_getlocal(L, &caller, i + 1)) return 0;
        if (!lua_isstring(L, -1)) break;
        size_t size;
        lua_tolstring(L, -1, &size);
        sum += size;
        lua_pop(L, 1);
    }
    return sum >= limit ? raise_in_caller(L, overflow) : 0;
}

/* MARK: Adapting a function */

enum {
    OP_GETUPVAL = 4, OP_LOADK = 1, OP_GETTABLE = 6, OP_CONCAT = 21, OP_JMP = 22, OP_FORLOOP = 31, OP_FORPREP = 32, OP_CLOSURE = 36
};

static int jumps(uint32_t i) {
    int op = opcode(i);
    return op == OP_JMP || op == OP_FORLOOP || op == OP_FORPREP;
}

static int is_needed(const function *f) {
    for (int i = 0; i < f->code_size; i++)
        if (opcode(f->code[i]) == OP_CONCAT) return 1;
    return 0;
}

static insertion check(arena *a, function *f, int at, int strings) {
    insertion n = {{0}, {0}, 0, 0};
    int first = field_b(f->code[at]), last = field_c(f->code[at]);
    if (opcode(f->code[at]) != OP_CONCAT || last + 3 >= MOST_REGISTERS) return n;
    double registers = first * 256 + last;
    int k = add_constant(a, f, CONSTANT_NUMBER, &registers, sizeof registers);
    /* The registers after the operands are free. */
    n.before[n.before_count++] = abc(OP_GETUPVAL, last + 1, strings, 0);
    n.before[n.before_count++] = abx(OP_LOADK, last + 2, k);
    n.before[n.before_count++] = abc(OP_GETTABLE, last + 1, last + 1, last + 2);
    if (f->stack_size < last + 3) f->stack_size = (unsigned char)(last + 3);
    return n;
}

/* Adapts a function and its nested functions; returns whether the table is among its upvalues. */
static int adapt_function(arena *a, function *f) {
    int strings = f->upvalue_count, any = is_needed(f);
    unsigned char *adapted = take(a, (size_t)f->child_count + 1);
    for (int i = 0; i < f->child_count; i++) any |= adapted[i] = (unsigned char)adapt_function(a, &f->children[i]);
    if (!any || strings + 1 > MOST_UPVALUES || f->constant_count > MOST_CONSTANTS) return 0;
    insertion *insertions = take(a, (size_t)f->code_size * sizeof *insertions);
    for (int i = 0; i < f->code_size; i++) {
        insertions[i] = check(a, f, i, strings);
        if (opcode(f->code[i]) != OP_CLOSURE) continue;
        int child = field_bx(f->code[i]);
        /* One instruction after a closure's stands for each of its upvalues; an adapted child has one more. */
        for (int k = f->children[child].upvalue_count - adapted[child]; k > 0; k--) insertions[++i] = (insertion){{0}, {0}, 0, 0};
        if (adapted[child]) insertions[i].after[insertions[i].after_count++] = abc(OP_GETUPVAL, 0, strings, 0);
    }
    insert_all(a, f, insertions, jumps, -1);
    size_t size = sizeof strings_name;
    char *name = take(a, sizeof size + size);
    memcpy(name, &size, sizeof size);
    memcpy(name + sizeof size, strings_name, size);
    f->upvalues[f->upvalue_count++].name = (span){name, sizeof size + size};
    f->upvalue_name_count = f->upvalue_count;
    return 1;
}

static void adapt_concatenations(arena *a, function *main) { adapt_function(a, main); }

static void make_string_table(lua_State *L) {
    lua_newtable(L);
    lua_newtable(L);
    lua_pushcfunction(L, measure_operands);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    lua_setfield(L, LUA_REGISTRYINDEX, strings_name);
}
