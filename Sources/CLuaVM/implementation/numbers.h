/* Converts results and operands of Lua 5.3's arithmetic to the firmware's number sizes.
 *
 * After each arithmetic instruction, an inserted instruction looks the result up in a table whose metamethod returns
 * the correct number. Before those that need integers or strings, an inserted instruction converts the operands. None
 * of this is visible in messages or tracebacks. */

static const char numbers_name[] = "?numbers", shifts_name[] = "?shifts";
static const char concatenation_mark[] = {0, 1, 'c'};

/* Whether the library accepts a float as an integer, but the firmware does not. */
static int is_out_of_range(double n) {
    return n == (double)(int64_t)n && (n < INT_MIN || n > INT_MAX);
}

static void push_firmware_integer(lua_State *L, int64_t value) { lua_pushinteger(L, (int32_t)value); }
static void push_firmware_number(lua_State *L, double value) { lua_pushnumber(L, (float)value); }

/* The text of a number in the firmware's format. */
static void push_number_text(lua_State *L, int index) {
    char text[40];
    double number = lua_tonumber(L, index);
    if (lua_isinteger(L, index) && number >= INT_MIN && number <= INT_MAX) {
        snprintf(text, sizeof text, "%d", (int)number);
    } else {
        snprintf(text, sizeof text, "%.7g", number);
        if (text[strspn(text, "-0123456789")] == 0) strcat(text, ".0");
    }
    lua_pushstring(L, text);
}

/* The text of a string or number at an absolute index; a number is converted to a string. */
static const char *text_of(lua_State *L, int index) {
    if (lua_type(L, index) == LUA_TNUMBER) {
        push_number_text(L, index);
        lua_replace(L, index);
    }
    return lua_tostring(L, index);
}

/* Leaves on top the value that the firmware would have in place of the one at an absolute index. */
static void push_adapted(lua_State *L, int index) {
    if (lua_isinteger(L, index)) {
        push_firmware_integer(L, lua_tointeger(L, index));
    } else if (lua_type(L, index) == LUA_TNUMBER) {
        push_firmware_number(L, lua_tonumber(L, index));
    } else {
        lua_pushvalue(L, index);
    }
}

/* MARK: While a function runs */

/* Converts the numbers in the registers of a concatenation to strings. */
static void spell_operands(lua_State *L, int first, int last) {
    lua_Debug caller;
    if (!lua_getstack(L, 1, &caller)) return;
    for (int i = first + 1; i <= last + 1; i++) {
        if (!lua_getlocal(L, &caller, i)) return;
        if (lua_type(L, -1) == LUA_TNUMBER) {
            push_number_text(L, lua_gettop(L));
            lua_setlocal(L, &caller, i);
        }
        lua_pop(L, 1);
    }
}

/* Replaces a float that the firmware could not convert to an integer, so that the instruction refuses it. */
static void spoil(lua_State *L, int index) {
    lua_Debug caller;
    if (lua_type(L, index) != LUA_TNUMBER || lua_isinteger(L, index)) return;
    if (!is_out_of_range(lua_tonumber(L, index)) || !lua_getstack(L, 1, &caller)) return;
    for (int i = 1; lua_getlocal(L, &caller, i); i++) {
        int is_same = lua_rawequal(L, -1, index);
        lua_pop(L, 1);
        if (!is_same) continue;
        lua_pushnumber(L, 0.5);
        lua_setlocal(L, &caller, i);
    }
}

static int adapt_result(lua_State *L) {
    machine(L)->uncounted += 2;
    if (lua_type(L, 2) == LUA_TSTRING) {
        size_t size;
        const char *text = lua_tolstring(L, 2, &size);
        if (size == 5 && memcmp(text, concatenation_mark, sizeof concatenation_mark) == 0)
            spell_operands(L, (unsigned char)text[3], (unsigned char)text[4]);
        return 1;
    }
    push_adapted(L, 2);
    return 1;
}

static int inspect_operands(lua_State *L) {
    machine(L)->uncounted++;
    spoil(L, 2);
    spoil(L, 3);
    return 0;
}

static int note_shift(lua_State *L) {
    vm *m = machine(L);
    int is_first, is_second;
    inspect_operands(L);
    m->shifted = lua_tointegerx(L, 2, &is_first);
    m->shift = lua_tointegerx(L, 3, &is_second);
    m->is_shift = is_first && is_second;
    return 0;
}

static uint64_t shifted_left(uint64_t value, int64_t by, int bits) {
    if (by <= -bits || by >= bits) return 0;
    return by >= 0 ? value << by : value >> -by;
}

static int adapt_shift(lua_State *L) {
    vm *m = machine(L);
    if (!m->is_shift || !lua_isinteger(L, 2)) return adapt_result(L);
    m->uncounted += 2;
    m->is_shift = 0;
    /* The result shows the direction of the shift. */
    int is_left = (uint64_t)lua_tointeger(L, 2) == shifted_left((uint64_t)m->shifted, m->shift, 64);
    uint64_t value = shifted_left((uint32_t)m->shifted, is_left ? m->shift : -m->shift, 32);
    lua_pushinteger(L, (int32_t)(uint32_t)value);
    return 1;
}

/* MARK: Adapting a function */

enum {
    OP_MOVE = 0, OP_LOADK = 1, OP_GETTABUP = 6, OP_SETTABUP = 8, OP_ADD = 13, OP_SUB = 14, OP_MUL = 15, OP_MOD = 16, OP_POW = 17,
    OP_DIV = 18, OP_IDIV = 19, OP_BAND = 20, OP_BOR = 21, OP_BXOR = 22, OP_SHL = 23, OP_SHR = 24, OP_UNM = 25,
    OP_BNOT = 26, OP_LEN = 28, OP_CONCAT = 29, OP_JMP = 30, OP_EQ = 31, OP_TESTSET = 35, OP_FORLOOP = 39, OP_FORPREP = 40,
    OP_TFORLOOP = 42
};

static int jumps(uint32_t i) {
    int op = opcode(i);
    return op == OP_JMP || op == OP_FORLOOP || op == OP_FORPREP || op == OP_TFORLOOP;
}

static int is_bitwise(int op) { return (op >= OP_BAND && op <= OP_SHR) || op == OP_BNOT; }
static int is_arithmetic(int op) { return (op >= OP_ADD && op <= OP_IDIV) || op == OP_UNM; }
static int is_shift(int op) { return op == OP_SHL || op == OP_SHR; }

static int field_a(uint32_t i) { return (int)(i >> 6 & 0xFF); }
static int is_constant(uint32_t field) { return (int)field & 0x100; }

/* Replaces marked strings with numbers. */
static void restore_numerals(arena *a, function *f) {
    for (int i = 0; i < f->constant_count; i++) {
        constant *c = &f->constants[i];
        if (c->type != CONSTANT_STRING && c->type != CONSTANT_LONG_STRING) continue;
        size_t head = (unsigned char)*c->bytes.start == 0xFF ? 1 + sizeof(size_t) : 1;
        if (c->bytes.size < head + sizeof numeral_mark) continue;
        if (memcmp(c->bytes.start + head, numeral_mark, sizeof numeral_mark) != 0) continue;
        int32_t integer;
        float number;
        head += sizeof numeral_mark;
        char *bytes = take(a, 8);
        if (numeral(c->bytes.start + head, c->bytes.size - head, &integer, &number)) {
            int64_t wide = integer;
            memcpy(bytes, &wide, 8);
            c->type = CONSTANT_INTEGER;
        } else {
            double wide = number;
            memcpy(bytes, &wide, 8);
            c->type = CONSTANT_NUMBER;
        }
        c->bytes = (span){bytes, 8};
    }
}

/* Replaces a constant operand that the firmware could not convert to an integer with one that never can be. */
static uint32_t spoiled(arena *a, function *f, uint32_t field) {
    double number, fraction = 0.5;
    if (!is_constant(field)) return field;
    const constant *c = &f->constants[field & 0xFF];
    if (c->type != CONSTANT_NUMBER) return field;
    memcpy(&number, c->bytes.start, sizeof number);
    if (!is_out_of_range(number) || f->constant_count > 0xFF) return field;
    return 0x100 | (uint32_t)add_constant(a, f, CONSTANT_NUMBER, &fraction, sizeof fraction);
}

/* Whether start and step of a loop are certainly integers, as in `for i=1,n` and `for i=#s,1,-1`. */
static int counts_integers(const function *f, int prepare) {
    int loop = field_a(f->code[prepare]);
    if (prepare < 1) return 0;
    uint32_t step = f->code[prepare - 1];
    if (opcode(step) != OP_LOADK || field_a(step) != loop + 2) return 0;
    if (f->constants[field_bx(step)].type != CONSTANT_INTEGER) return 0;
    for (int i = prepare - 2; i >= 0; i--) {
        int op = opcode(f->code[i]);
        if (jumps(f->code[i]) || (op >= OP_EQ && op <= OP_TESTSET)) return 0;
        if (field_a(f->code[i]) != loop) continue;
        if (op == OP_LEN) return 1;
        return op == OP_LOADK && f->constants[field_bx(f->code[i])].type == CONSTANT_INTEGER;
    }
    return 0;
}

static int needs_checks(const function *f) {
    for (int i = 0; i < f->code_size; i++) {
        int op = opcode(f->code[i]);
        if (is_arithmetic(op) || is_bitwise(op) || op == OP_CONCAT) return 1;
        if (op == OP_FORPREP && !counts_integers(f, i)) return 1;
    }
    return 0;
}

static insertion checks(arena *a, function *f, int at, int numbers) {
    insertion n = {{0}, {0}, 0, 0};
    uint32_t instruction = f->code[at];
    int op = opcode(instruction), register_a = field_a(instruction);
    if (is_bitwise(op)) {
        uint32_t b = spoiled(a, f, (uint32_t)field_b(instruction));
        uint32_t c = op == OP_BNOT ? b : spoiled(a, f, (uint32_t)field_c(instruction));
        if (op != OP_BNOT) f->code[at] = abc(op, register_a, (int)b, (int)c);
        n.before[n.before_count++] = abc(OP_SETTABUP, numbers + is_shift(op), (int)b, (int)c);
    }
    if (is_arithmetic(op) || is_shift(op)) {
        n.after[n.after_count++] = abc(OP_GETTABUP, register_a, numbers + is_shift(op), register_a);
        /* A move of the register to itself preserves the name that a message uses for the value. */
        n.after[n.after_count++] = abc(OP_MOVE, register_a, register_a, 0);
    }
    if (op == OP_CONCAT && field_c(instruction) + 1 < MOST_REGISTERS) {
        /* The registers after the operands are free. */
        int free_register = field_c(instruction) + 1;
        char code[6] = {6, 0, 1, 'c', (char)field_b(instruction), (char)field_c(instruction)};
        int k = add_constant(a, f, CONSTANT_STRING, code, sizeof code);
        n.before[n.before_count++] = abx(OP_LOADK, free_register, k);
        n.before[n.before_count++] = abc(OP_GETTABUP, free_register, numbers, free_register);
        if (f->stack_size < free_register + 2) f->stack_size = (unsigned char)(free_register + 2);
    }
    if (op == OP_FORPREP && !counts_integers(f, at)) {
        n.after[n.after_count++] = abc(OP_GETTABUP, register_a, numbers, register_a);
        n.after[n.after_count++] = abc(OP_MOVE, register_a + 3, register_a, 0);
    }
    return n;
}

static span name_span(arena *a, const char *name) {
    size_t size = strlen(name);
    char *bytes = take(a, size + 1);
    bytes[0] = (char)(size + 1);
    memcpy(bytes + 1, name, size);
    return (span){bytes, size + 1};
}

/* Adapts a function and its nested functions; returns whether the tables are among its upvalues. */
static int adapt_function(arena *a, function *f, int numbers_of_parent) {
    restore_numerals(a, f);
    int numbers = f->upvalue_count, is_needed = 0;
    for (int i = 0; i < f->child_count; i++) is_needed |= adapt_function(a, &f->children[i], numbers);
    if (!is_needed && !needs_checks(f)) return 0;
    if (numbers + 2 > MOST_UPVALUES || f->constant_count > MOST_CONSTANTS) return 0;
    insertion *insertions = take(a, (size_t)f->code_size * sizeof *insertions);
    for (int i = 0; i < f->code_size; i++) insertions[i] = checks(a, f, i, numbers);
    insert_all(a, f, insertions, jumps, OP_FORLOOP);
    for (int i = 0; i < 2; i++) {
        upvalue *u = &f->upvalues[f->upvalue_count++];
        *u = (upvalue){0, (unsigned char)(numbers_of_parent + i), name_span(a, i ? shifts_name : numbers_name)};
    }
    f->upvalue_name_count = f->upvalue_count;
    return 1;
}

static void adapt_numbers(arena *a, function *main) { adapt_function(a, main, 0); }

/* MARK: The tables */

static void make_table(lua_State *L, const char *name, lua_CFunction index, lua_CFunction newindex) {
    lua_newtable(L);
    lua_newtable(L);
    lua_pushcfunction(L, index);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, newindex);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
    lua_setfield(L, LUA_REGISTRYINDEX, name);
}

static void make_number_tables(lua_State *L) {
    make_table(L, numbers_name, adapt_result, inspect_operands);
    make_table(L, shifts_name, adapt_shift, note_shift);
}
