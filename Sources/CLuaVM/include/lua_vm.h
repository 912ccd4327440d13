#ifndef LUA_VM_H
#define LUA_VM_H

/* Two Lua virtual machines, 5.1 and 5.3, with a common table of functions.
 *
 * Both libraries export the same names, so no lua.h is included here, and each implementation binds its references to
 * its own library's symbol version. Host functions are called through one trampoline: they leave values on the stack
 * and return a number, and the trampoline raises any error, so no error ever jumps over a Swift frame.
 *
 * On top of the libraries are NodeMCU's changes: its set of functions, read-only tables in flash memory, joined strings
 * of at most 4096 bytes in Lua 5.1, 32-bit integers and single-precision floats in Lua 5.3. Three details are not
 * reproduced: the wrapping of a loop's counter beyond 2^31, the last bit of integers above 2^24 mixed with floats, and
 * strings with integers beyond 32 bits as operands of bitwise operators. */

#include <stddef.h>
#include <stdint.h>

typedef struct lua_State lua_State;

/* The return value of a host function: the number of results on the stack, or one of these. */
enum {
    LUA_VM_RAISE = -1,          /* raise the text on the stack, prefixed with the caller's position */
    LUA_VM_ARGUMENT = -2,       /* raise "bad argument"; the argument's number is below the text */
    LUA_VM_UNWIND = -3,         /* unwind every Lua frame, past every pcall */
    LUA_VM_RAISE_AS_IT_IS = -4  /* raise the value on the stack unchanged */
};

enum { LUA_VM_NIL = 0, LUA_VM_BOOLEAN = 1, LUA_VM_NUMBER = 3, LUA_VM_STRING = 4, LUA_VM_TABLE = 5, LUA_VM_FUNCTION = 6, LUA_VM_USERDATA = 7 };

/* The outcome of a call. */
enum { LUA_VM_OK = 0, LUA_VM_ERROR = 1, LUA_VM_UNWOUND = 2 };

typedef int (*lua_vm_host)(void *context, int function, lua_State *L);
/* Receives the output of print. */
typedef void (*lua_vm_write)(void *context, const char *bytes, size_t size);
/* Called after a number of instructions; a result other than 0 unwinds. */
typedef int (*lua_vm_tick)(void *context, int instructions);

struct lua_vm_api {
    const char *version;
    lua_State *(*open)(void *context, lua_vm_host host, lua_vm_write write, lua_vm_tick tick,
                       int instructions_per_tick);
    void (*close)(lua_State *L);
    /* The host function that returns the content of a named file, or nil and a message. */
    void (*set_file_reader)(lua_State *L, int function);
    /* The host function that is called when Lua 5.3 assigns to a field of a table in flash memory. */
    void (*set_store_fault)(lua_State *L, int function);

    /* Compiles; returns 0 with the function on the stack, or another value with the message. */
    int (*load)(lua_State *L, const char *source, size_t size, const char *chunk_name);
    /* Whether the message on the stack reports that the source is incomplete. */
    int (*is_incomplete)(lua_State *L);
    /* Calls as the firmware's prompt does, with two C functions below, and adds a traceback to an error. */
    int (*call_at_prompt)(lua_State *L, int arguments);
    /* Calls as the firmware runs its start script, with one C function below. */
    int (*call_at_start)(lua_State *L, int arguments);
    /* Calls as the firmware runs callbacks: protected, and adds a traceback to an error. */
    int (*call)(lua_State *L, int arguments, int results);
    /* Instructions of the sources that were executed since the state was opened. */
    uint64_t (*instructions)(lua_State *L);
    /* The memory that Lua uses, in bytes. */
    size_t (*memory)(lua_State *L);
    /* The maximum size of a joined string in bytes; 0 removes the limit. Lua 5.1 only. */
    void (*set_string_limit)(lua_State *L, size_t limit);
    size_t (*string_limit)(lua_State *L);
    /* The debug information that is stripped from chunks that are compiled from now on: 0 none, 1 the names of locals
     * and upvalues (the default), 2 lines as well. */
    void (*set_strip_level)(lua_State *L, int level);
    int (*strip_level)(lua_State *L);

    int (*top)(lua_State *L);
    void (*set_top)(lua_State *L, int index);
    int (*type)(lua_State *L, int index);
    const char *(*type_name)(lua_State *L, int index);
    int (*to_boolean)(lua_State *L, int index);
    int (*to_number)(lua_State *L, int index, double *number);
    /* The bytes of a string or number, without changing the value at the index; NULL for anything else. */
    const char *(*to_string)(lua_State *L, int index, size_t *size);

    void (*push_nil)(lua_State *L);
    void (*push_boolean)(lua_State *L, int value);
    void (*push_integer)(lua_State *L, int64_t value);
    void (*push_number)(lua_State *L, double value);
    void (*push_string)(lua_State *L, const char *bytes, size_t size);
    void (*push_value)(lua_State *L, int index);
    void (*push_host)(lua_State *L, int function);
    void (*push_globals)(lua_State *L);
    /* The content of the fallback table of the globals, where the firmware has what is in ROM. */
    void (*push_rom)(lua_State *L);
    /* package.loaded. */
    void (*push_loaded)(lua_State *L);
    /* The table in which tracebacks look up the names of modules, in Lua 5.3. */
    void (*push_named)(lua_State *L);
    void (*push_userdata)(lua_State *L, uint32_t value);
    uint32_t (*userdata_value)(lua_State *L, int index);

    void (*new_table)(lua_State *L);
    void (*raw_get)(lua_State *L, int index);
    void (*raw_set)(lua_State *L, int index);
    void (*raw_geti)(lua_State *L, int index, int n);
    void (*raw_seti)(lua_State *L, int index, int n);
    void (*set_metatable)(lua_State *L, int index);
    int (*get_metatable)(lua_State *L, int index);
    int (*next)(lua_State *L, int index);
    void (*remove)(lua_State *L, int index);
    /* Pops the table on the stack and makes it a module in ROM. */
    void (*add_module)(lua_State *L, const char *name);
    /* Replaces the table on the stack with a read-only one. */
    void (*make_read_only)(lua_State *L);

    int (*reference)(lua_State *L);
    void (*unreference)(lua_State *L, int reference);
    void (*push_reference)(lua_State *L, int reference);
};

const struct lua_vm_api *lua_vm_51(void);
const struct lua_vm_api *lua_vm_53(void);

#endif
