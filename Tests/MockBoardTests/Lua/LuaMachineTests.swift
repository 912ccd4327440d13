import Testing

@testable import MockBoard

@Suite struct LuaMachineTests {
    // MARK: Errors

    @Test func anErrorHasTheTracebackOfItsVersion() {
        #expect(
            LuaBench(.lua51).run("local function f() error('boom') end f()")
                == "error: stdin:1: boom\nstack traceback:\n\t[C]: in function 'error'\n\tstdin:1: in function <stdin:1>\n"
                + "\tstdin:1: in main chunk\n\t[C]: ?\n\t[C]: ?"
        )
        #expect(
            LuaBench(.lua53).run("local function f() error('boom') end f()")
                == "error: stdin:1: boom\nstack traceback:\n\t[C]: in function 'ROM.error'\n\tstdin:1: in function <stdin:1>\n"
                + "\tstdin:1: in main chunk\n\t[C]: in ?\n\t[C]: in ?"
        )
    }

    @Test(arguments: LuaRelease.allCases)
    func aStartScriptHasOneFrameFewerBelow(_ version: LuaRelease) throws {
        let bench = LuaBench(version)
        try #require(bench.machine.load(Array("error('x')".utf8), name: "@init.lua"))
        #expect(bench.machine.callAtStart() == .raised)
        let lines = String(decoding: bench.machine.describe(-1), as: UTF8.self).split(separator: "\n")
        bench.machine.stack.pop(1)
        #expect(lines.first == "init.lua:1: x")
        #expect(lines.filter { $0.hasPrefix("\t[C]: ") && !$0.contains("function") }.count == 1)
        #expect(bench.machine.stack.count == 0)
    }

    @Test(arguments: LuaRelease.allCases)
    func aCallbackHasNoFrameBelow(_ version: LuaRelease) throws {
        let bench = LuaBench(version)
        try #require(bench.machine.load(Array("local a = ... error(a)".utf8), name: "=callback"))
        bench.machine.stack.push("told")
        #expect(bench.machine.call(arguments: 1) == .raised)
        let name = version == .lua51 ? "error" : "ROM.error"
        #expect(
            String(decoding: bench.machine.describe(-1), as: UTF8.self)
                == "callback:1: told\nstack traceback:\n\t[C]: in function '\(name)'\n\tcallback:1: in main chunk"
        )
    }

    @Test(arguments: [
        (LuaRelease.lua51, "error()", "error: nil"), (.lua51, "error(nil)", "error: nil"),
        (.lua51, "error({})", "error: table: 0x"), (.lua53, "error({})", "error: table: 0x"),
        (.lua51, "error('x', 0)", "error: x\nstack traceback:\n\t[C]: in function 'error'"),
        (.lua53, "error(1.5)", "error: 1.5\nstack traceback:"),
        (.lua51, "error(1.5)", "error: stdin:1: 1.5\nstack traceback:"),
        (.lua53, "error(1/3)", "error: 0.3333333\nstack traceback:"),
        (.lua53, "error(setmetatable({},{__tostring=function() return 'me' end}))", "error: me"),
    ])
    func anyValueCanBeAnError(_ version: LuaRelease, _ source: String, _ start: String) {
        #expect(LuaBench(version).run(source).hasPrefix(start))
    }

    @Test(arguments: [
        (LuaRelease.lua51, "x=nosuch.y", "attempt to index global 'nosuch' (a nil value)"),
        (.lua53, "x=nosuch.y", "attempt to index a nil value (field 'nosuch')"),
        (.lua51, "local t={} t.a.b()", "attempt to index field 'a' (a nil value)"),
        (.lua53, "local t={} t.a.b()", "attempt to index a nil value (field 'a')"),
        (.lua51, "x=1+nosuch", "attempt to perform arithmetic on global 'nosuch' (a nil value)"),
        (.lua53, "x=1+nosuch", "attempt to perform arithmetic on a nil value (field 'nosuch')"),
        (.lua51, "local s='a' x=s..nosuch", "attempt to concatenate global 'nosuch' (a nil value)"),
        (.lua53, "local s='a' x=s..nosuch", "attempt to concatenate a nil value (field 'nosuch')"),
        (.lua53, "local s={} x='a'..s", "attempt to concatenate a table value"),
        (.lua53, "x=(1+2)()", "attempt to call a number value"),
        (.lua53, "local n=1+2 n()", "attempt to call a number value"),
        (.lua53, "x=#(1+2)", "attempt to get length of a number value"),
        (.lua53, "x='a'|1", "attempt to perform bitwise operation on a string value"),
        (.lua53, "x=1.5|1", "number has no integer representation"),
        (.lua53, "local t={} t.x=1.5 x=t.x|1", "number (field 'x') has no integer representation"),
        (.lua53, "x=2^31|0", "number has no integer representation"),
        (.lua53, "x=1e10&1", "number has no integer representation"),
        (.lua53, "local f=2^40 x=f>>1", "number has no integer representation"),
        (.lua53, "x=1//0", "attempt to divide by zero"), (.lua53, "x=1%0", "attempt to perform 'n%0'"),
        (.lua53, "for i='a',2 do end", "'for' initial value must be a number"),
        (.lua51, "for i='a',2 do end", "'for' initial value must be a number"),
    ])
    func messagesUseTheFirmwaresNames(_ version: LuaRelease, _ source: String, _ message: String) {
        #expect(
            LuaBench(version).run(source).hasPrefix("error: stdin:1: \(message)\nstack traceback:\n\tstdin:1: in main")
        )
    }

    @Test(arguments: [
        (LuaRelease.lua51, "local a=nil a.b()", "attempt to index a nil value"),
        (.lua53, "local a=nil a.b()", "attempt to index a nil value"),
        (.lua51, "local u; (function() u() end)()", "attempt to call upvalue '?' (a nil value)"),
        (.lua53, "local u; (function() u() end)()", "attempt to call a nil value (upvalue '?')"),
    ])
    func `names of locals are unknown unless requested`(
        _ version: LuaRelease,
        _ source: String,
        _ message: String
    ) {
        let bench = LuaBench(version)
        #expect(bench.run(source).hasPrefix("error: stdin:1: \(message)\n"))
        bench.machine.stripLevel = 0
        #expect(bench.run(source).firstMatch(of: /(local 'a'|upvalue 'u')/) != nil)
        bench.machine.stripLevel = 2
        #expect(!bench.run(source).contains("stdin:1:"))
    }

    @Test func `a traceback names a function by its global, or by its module`() {
        let bench = LuaBench(.lua53)
        bench.machine.addModule("unit", ["fail": { _ in throw LuaCall.Failure.raise("told") }])
        #expect(bench.run("unit.fail()").contains("[C]: in function 'unit.fail'\n"))
        #expect(bench.run("local f=unit.fail f()").contains("[C]: in function 'unit.fail'\n"))
        #expect(bench.run("w=unit.fail v=w unit.fail()").contains("[C]: in function 'v'\n"))
        #expect(bench.values("(debug.traceback('m',1):gsub('\\n.*',''))") == "m")
        #expect(bench.values("debug.traceback(print)==print") == "true")
    }

    @Test func `a long traceback omits its middle`() {
        let lines = LuaBench(.lua53).run("function f(n) if n==0 then error('deep') end f(n-1) return 1 end f(50)")
            .split(separator: "\n").map(String.init)
        #expect(lines.prefix(3) == ["error: stdin:1: deep", "stack traceback:", "\t[C]: in function 'ROM.error'"])
        #expect(lines[3...11].allSatisfy { $0 == "\tstdin:1: in function 'f'" })
        #expect(lines[12] == "\t...")
        #expect(lines.suffix(3) == ["\tstdin:1: in main chunk", "\t[C]: in ?", "\t[C]: in ?"])
        #expect(lines.count == 24)
    }

    @Test(arguments: LuaRelease.allCases)
    func `an error that is not a string is unchanged`(_ version: LuaRelease) throws {
        let bench = LuaBench(version)
        try #require(bench.machine.load(Array("error({7})".utf8), name: "=callback"))
        #expect(bench.machine.call(arguments: 0) == .raised)
        #expect(bench.machine.stack.isTable(-1) && bench.machine.stack.count == 1)
    }

    // MARK: Chunks that are not complete

    @Test(arguments: LuaRelease.allCases)
    func incompleteChunksAreRecognized(_ version: LuaRelease) {
        let bench = LuaBench(version)
        let goesOn = [
            "x=", "if x then", "f(", "x=[[a", "--[[", "x=\"abc", "x='", "for i=1,2 do", "function f()", "x={", "=",
        ]
        for source in goesOn {
            #expect(!bench.machine.load(Array(source.utf8), name: "=stdin"))
            #expect(bench.machine.isIncomplete == (source != "="), "\(source)")
            bench.machine.stack.pop(1)
        }
        for source in ["x=)", "x=\"a\nb\"", "1+1", "@", "end", "x=5..1", "f 5"] {
            #expect(!bench.machine.load(Array(source.utf8), name: "=stdin"))
            #expect(!bench.machine.isIncomplete, "\(source)")
            bench.machine.stack.pop(1)
        }
        for source in ["", " ", "-- a comment", "x=1", "return 1, nil, 'x'"] {
            #expect(bench.machine.load(Array(source.utf8), name: "=stdin"), "\(source)")
            bench.machine.stack.pop(1)
        }
    }

    // MARK: NUL and other bytes

    @Test(arguments: LuaRelease.allCases)
    func aLiteralCanContainEveryByte(_ version: LuaRelease) {
        let bench = LuaBench(version)
        let literal = (UInt8.min...UInt8.max).flatMap { byte -> [UInt8] in
            switch byte {
            case 0x08, 0x0A, 0x0D, 0x22, 0x5C, 0x7F: Array("\\".utf8) + Array(String(1000 + Int(byte)).utf8.dropFirst())
            default: [byte]
            }
        }
        let source = Array("s=\"".utf8) + literal + Array("\" print(#s) for i=1,256 do assert(s:byte(i)==i-1) end".utf8)
        #expect(bench.run(source) == "256\n")
    }

    @Test func printStopsAtNULInLua51Only() {
        #expect(LuaBench(.lua51).run("print('a\\0b', 'c')") == "a\tc\n")
        #expect(LuaBench(.lua53).run("print('a\\0b', 'c')") == "a\0b\tc\n")
    }

    @Test(arguments: LuaRelease.allCases)
    func printUsesTostring(_ version: LuaRelease) {
        #expect(LuaBench(version).run("tostring=function(v) return 'T' end print(1, nil)") == "T\tT\n")
        #expect(
            LuaBench(version).run("tostring=function() end print(1)").contains(
                "'tostring' must return a string to 'print'"
            )
        )
    }

    // MARK: Leaving Lua

    @Test(arguments: LuaRelease.allCases)
    func unwindingPassesEveryProtection(_ version: LuaRelease) {
        let bench = LuaBench(version)
        bench.define("leave") { _ in throw LuaCall.Failure.unwind }
        for source in [
            "leave()", "pcall(leave) print('no')", "pcall(function() pcall(leave) print('no') end) print('no')",
            "xpcall(leave, function() print('no') end) print('no')",
            "coroutine.wrap(function() leave() print('no') end)() print('no')",
            "coroutine.resume(coroutine.create(function() leave() end)) for i=1,1e6 do end print('no')",
            "while true do pcall(leave) end",
            "local t=setmetatable({},{__index=leave}) pcall(function() return t.x end) print('no')",
        ] {
            #expect(bench.run(source) == "unwound", "\(source)")
            #expect(bench.machine.stack.count == 0)
            #expect(bench.run("print(1)") == "1\n")
        }
    }

    @Test(arguments: LuaRelease.allCases)
    func theTickEndsAnEndlessLoop(_ version: LuaRelease) {
        let bench = LuaBench(version)
        for source in [
            "while true do end", "repeat until false", "while true do pcall(error) end",
            "coroutine.wrap(function() while true do end end)()", "local function f() return f() end f()",
            "pcall(function() while true do end end) print('no')",
        ] {
            var ticks = 0
            bench.tick = { _ in
                ticks += 1
                return ticks > 50
            }
            #expect(bench.run(source) == "unwound", "\(source)")
            bench.tick = { _ in false }
            #expect(bench.run("print(1)") == "1\n")
        }
    }

    // MARK: Cost

    @Test(arguments: LuaRelease.allCases)
    func instructionsOfTheSourceAreCounted(_ version: LuaRelease) {
        func count(_ source: String) -> Int {
            let bench = LuaBench(version, instructionsPerTick: 1)
            var count = 0
            bench.tick = { number in
                count += number
                return false
            }
            #expect(bench.run(source) == "")
            return count
        }
        let empty = count("local a,b,n=1,2,1000")
        // A loop costs one instruction per round, and each operation another one, whatever surrounds it.
        #expect((999...1010).contains(count("local a,b,n=1,2,1000 for i=1,n do end") - empty))
        #expect((1999...2010).contains(count("local a,b,n=1,2,1000 for i=1,n do a=a+b end") - empty))
        #expect((2999...3010).contains(count("local a,b,n=1,2,1000 for i=1,n do a=a*b-b end") - empty))
        if version == .lua53 {
            #expect((1999...2010).contains(count("local a,b,n=1,2,1000 for i=1,n do a=a<<b end") - empty))
            #expect((1999...2010).contains(count("local a,b,n=1,2,1000 for i=1,n do a=a&b end") - empty))
        }
    }

    @Test(arguments: LuaRelease.allCases)
    func memoryIsCounted(_ version: LuaRelease) {
        let bench = LuaBench(version)
        let before = bench.machine.memoryInUse
        #expect(bench.run("s=('x'):rep(3000)") == "")
        #expect(bench.machine.memoryInUse > before + 3000)
        #expect(bench.run("s=nil collectgarbage()") == "")
        #expect(bench.machine.memoryInUse < before + 3000)
    }

    @Test(arguments: LuaRelease.allCases)
    func addressesAreTheSameInEveryRun(_ version: LuaRelease) {
        let source = "t={} print(t, print, t, function() end, coroutine.create(function() end))"
        let first = LuaBench(version).run(source)
        #expect(first == LuaBench(version).run(source))
        let words = first.split { $0 == "\t" || $0 == "\n" }
        #expect(words.count == 5)
        #expect(words[0].hasPrefix("table: 0x3ffc") && words[0] == words[2] && words[1] != words[3])
        #expect(words[4].hasPrefix("thread: 0x3ffc"))
    }
}
