import Testing

@testable import MockBoard

/// Tables in flash memory.
@Suite struct ReadOnlyTableTests {
    private static func bench(_ version: LuaRelease) -> LuaBench {
        let bench = LuaBench(version)
        bench.machine.addModule(
            "unit",
            [
                "double": { call in
                    call.push(try call.checkedInteger(1) * 2)
                    return 1
                }
            ],
            constants: ["ONE": 1],
            tables: ["inner": LuaMachine.Module(constants: ["TWO": 2])]
        )
        return bench
    }

    @Test(arguments: LuaRelease.allCases)
    func theyAreReadLikeOtherTables(_ version: LuaRelease) {
        let bench = Self.bench(version)
        #expect(
            bench.values("unit.double(21), unit.ONE, unit.inner.TWO, unit.nothing, type(unit), ROM.unit==unit")
                == "42\t1\t2\tnil\ttable\ttrue"
        )
        #expect(bench.values("rawget(unit,'ONE'), getmetatable(unit), next(unit.inner)") == "1\tnil\tTWO\t2")
        #expect(
            bench.run("local k={} for n in pairs(unit) do k[#k+1]=n end table.sort(k) print(table.concat(k,' '))")
                == "ONE double inner\n"
        )
        #expect(bench.run("local n=0 for k,v in pairs(ROM) do n=n+1 end print(n>20)") == "true\n")
        #expect(
            bench.values("getmetatable('')==string, string.__index==string, ('x').rep==string.rep")
                == "true\ttrue\ttrue"
        )
    }

    @Test func `their length is 0 in Lua 5.1 and an error in Lua 5.3`() {
        #expect(Self.bench(.lua51).values("#unit, #unit.inner") == "0\t0")
        let bench = Self.bench(.lua53)
        for (table, name) in [("unit", "unit"), ("unit.inner", "inner"), ("string", "string")] {
            let message = "attempt to get length of a table value (field '\(name)')"
            #expect(bench.values("pcall(function() return #\(table) end)") == "false\tstdin:1: \(message)")
        }
        #expect(bench.values("rawlen(unit)") == "0")
    }

    @Test func lua53RefusesNewFieldsAndFaultsOnOthers() {
        let bench = Self.bench(.lua53)
        for source in ["unit.x=1", "string.x=1", "unit.inner.x=nil", "ROM.x=1", "local t=string t.x=1"] {
            #expect(
                bench.run(source)
                    == "error: stdin:1: table is Readonly\nstack traceback:\n\tstdin:1: in main chunk\n\t[C]: in ?\n\t[C]: in ?",
                "\(source)"
            )
        }
        for source in ["unit.double=nil", "string.rep=print", "unit.inner.TWO=3", "unit.ONE=1"] {
            #expect(bench.run(source).hasPrefix("error: store fault"), "\(source)")
        }
        #expect(bench.values("pcall(function() unit.x=1 return 2 end)") == "false\tstdin:1: table is Readonly")
        #expect(bench.values("pcall(rawset,unit,'x',1)") == "false\ttable is readonly")
        #expect(bench.values("unit.double(2), unit.x") == "4\tnil")
    }

    @Test func lua51RefusesEveryAssignment() {
        let bench = Self.bench(.lua51)
        for source in ["unit.x=1", "string.rep=nil", "unit.inner.TWO=3"] {
            #expect(
                bench.run(source)
                    == "error: stdin:1: table is readonly\nstack traceback:\n\tstdin:1: in main chunk\n\t[C]: ?\n\t[C]: ?",
                "\(source)"
            )
        }
        #expect(bench.values("unit.inner.TWO, string.rep('x',2)") == "2\txx")
    }

    @Test(arguments: LuaRelease.allCases)
    func globalsHideThem(_ version: LuaRelease) {
        let bench = Self.bench(version)
        #expect(
            bench.run("unit={} unit.x=1 print(unit.x, unit.double) unit=nil print(unit.double(1))") == "1\tnil\n2\n"
        )
        #expect(bench.run("print=nil tostring=nil print(tostring(1))") == "1\n")
    }

    @Test func tracebacksFindTheirFunctions() {
        #expect(Self.bench(.lua53).run("unit.double()").contains("[C]: in function 'unit.double'"))
        #expect(Self.bench(.lua51).run("unit.double()").contains("[C]: in function 'double'"))
    }

    @Test(arguments: [
        (LuaRelease.lua51, "_G", "_G _VERSION __index ipairs module newproxy package pairs require"),
        (.lua53, "_G", "_G _VERSION package require"),
        (
            .lua51, "string",
            "__index __mod byte char dump find format gfind gmatch gsub len lower match rep reverse sub upper"
        ),
        (
            .lua53, "string",
            "__index __mod byte char dump find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper"
        ),
        (.lua51, "table", "concat foreach foreachi getn insert maxn remove setn sort"),
        (.lua53, "table", "concat insert move pack remove sort unpack"),
        (.lua51, "math", "abs ceil floor huge max min pi pow random randomseed sqrt"),
        (
            .lua53, "math",
            "abs acos asin atan ceil cos deg exp floor fmod huge log max maxinteger min mininteger modf pi rad random randomseed sin sqrt tan "
                + "tointeger type ult"
        ),
        (.lua51, "coroutine", "create resume running status wrap yield"),
        (.lua53, "coroutine", "create isyieldable resume running status wrap yield"),
    ])
    func theFirmwaresNamesAreThere(_ version: LuaRelease, _ table: String, _ names: String) {
        let bench = LuaBench(version)
        #expect(
            bench.run(
                "local k={} for n in pairs(\(table)) do k[#k+1]=tostring(n) end table.sort(k) print(table.concat(k,' '))"
            ) == names + "\n"
        )
    }
}
