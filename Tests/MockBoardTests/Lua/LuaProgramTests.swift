import Testing

@testable import MockBoard

/// Complete programs, which have the same output on both versions despite the inserted instructions.
@Suite struct LuaProgramTests {
    @Test(
        arguments: LuaRelease.allCases,
        [
            (
                "local t={} for i=1,50 do t[i]=(i*7919)%101 end table.sort(t) print(table.concat(t,' ',1,8), #t)",
                "2 3 5 6 8 9 12 15\t50\n"
            ),
            (
                "local p={} for i=2,60 do local ok=true for j=2,i-1 do if i%j==0 then ok=false break end end if ok then p[#p+1]=i end end print(table.concat(p,','))",
                "2,3,5,7,11,13,17,19,23,29,31,37,41,43,47,53,59\n"
            ),
            ("local function fib(n) if n<2 then return n end return fib(n-1)+fib(n-2) end print(fib(15))", "610\n"),
            (
                "local function counter() local n=0 return function(by) n=n+(by or 1) return n end,function() return 'n='..n end end "
                    + "local up,show=counter() up() up(5) local a,b=counter() a() print(show(),b(),up())",
                "n=6\tn=1\t7\n"
            ),
            (
                "local fs={} for i=1,3 do fs[i]=function(s) i=i*2 return s..i..s end end print(fs[1]('a'),fs[3]('b'),fs[3]('c'))",
                "a2a\tb6b\tc12c\n"
            ),
            (
                "local function v(...) local n,s=select('#',...),'' for i=1,n do s=s..tostring((select(i,...))).. ';' end return n..':'..s end print(v(1,nil,'x'),v())",
                "3:1;nil;x;\t0:\n"
            ),
            (
                "local s='' for k,w in ipairs{'a','b','c'} do if k==2 then s=s..'['..w..']' else s=s..w end end print(s)",
                "a[b]c\n"
            ),
            ("local i,s=0,'' repeat local j=i*i s=s..j..' ' i=i+1 until j>20 print(s)", "0 1 4 9 16 25 \n"),
            ("local i,s=10,'' while true do i=i-3 if i<0 then break end s=s..i..',' end print(s)", "7,4,1,\n"),
            (
                "local o={n=1} function o:add(k) self.n=self.n+k return self end function o.show(x) return 'o'..x.n end print(o:add(2):add(3):show())",
                "o6\n"
            ),
            (
                "local c=coroutine.wrap(function(a) for i=1,3 do a=a+coroutine.yield(a..'/'..i) end return 'end'..a end) print(c(1),c(10),c(100),c(1000))",
                "1/1\t11/2\t111/3\tend1111\n"
            ),
            (
                "local m=setmetatable({},{__index=function(t,k) return k..'!' end,__newindex=function(t,k,v) rawset(t,k,v..'?') end,"
                    + "__call=function(t,a) return a+1 end,__len=function() return 9 end}) m.x='y' print(m.q,m.x,m(4))",
                "q!\ty?\t5\n"
            ),
            (
                "local a,b,c=1,2 a,b=b,a c=a and b or c local d=not a print(a,b,c,d,a==2 and 'two' or 'other',nil==false)",
                "2\t1\t1\tfalse\ttwo\tfalse\n"
            ),
            ("print(pcall(function() local x=nil return x.y end))", "false\tNIL\n"),
            (
                "local t={} for w,n in ('a=1,b=22,c=333'):gmatch('(%a)=(%d+)') do t[#t+1]=w..(n+0)*2 end print(table.concat(t,' '))",
                "TWICE\n"
            ),
            (
                "local x=0 local function deep(n) if n>0 then return (function() x=x+n return deep(n-1) end)() end return 'd'..x end print(deep(10))",
                "d55\n"
            ),
            (
                "local function outer() local a=1 local function mid() local b=2 return function(c) a=a+1 b=b..c return a..b end end return mid() end "
                    + "local f=outer() print(f('x'),f('y'))", "22x\t32xy\n"
            ),
            ("local s='x' for i=1,3 do do local s=s..i print(s) end end print(s..'.')", "x1\nx2\nx3\nx.\n"),
            (
                "print((('%d-%s'):format(7,'q')..'|'):rep(2), #('abc'..'de'), -2^2, 2^3^0, 'a'..'b'=='ab' and 1 or 2)",
                "7-q|7-q|\t5\tPOWERS\t1\n"
            ),
        ]
    )
    func hasTheSameOutput(_ version: LuaRelease, _ program: (source: String, output: String)) {
        let isNew = version == .lua53
        let expected = program.output
            .replacing(
                "NIL",
                with: isNew
                    ? "stdin:1: attempt to index a nil value"
                    : "stdin:1: attempt to index a nil value"
            )
            .replacing("TWICE", with: isNew ? "a2.0 b44.0 c666.0" : "a2 b44 c666")
            .replacing("POWERS", with: isNew ? "-4.0\t2.0" : "-4\t2")
        #expect(LuaBench(version).run(program.source) == expected)
    }

    @Test(arguments: LuaRelease.allCases)
    func aFunctionCanHaveManyConstants(_ version: LuaRelease) {
        let bench = LuaBench(version)
        let sum = (1...600).map { "a=a+\($0) s=s..\($0)%10" }.joined(separator: " ")
        #expect(bench.run("local a,s=0,'' \(sum) print(a,#s)") == "180300\t600\n")
    }

    @Test(arguments: LuaRelease.allCases)
    func aFunctionCanHaveManyLocals(_ version: LuaRelease) {
        let bench = LuaBench(version)
        let locals = (1...190).map { "local v\($0)=\($0)" }.joined(separator: " ")
        #expect(
            bench.run("\(locals) print(v1+v190, v1..v190, v3..'x'..v4..'y'..v5, v7*v8)") == "191\t1190\t3x4y5\t56\n"
        )
    }

    @Test(arguments: LuaRelease.allCases)
    func aFunctionCanHaveManyUpvalues(_ version: LuaRelease) {
        let bench = LuaBench(version)
        let locals = (1...55).map { "local v\($0)=\($0)" }.joined(separator: " ")
        let sum = (1...55).map { "v\($0)" }.joined(separator: "+")
        #expect(
            bench.run("\(locals) local function f() v1=v1+1 return \(sum), v1..'x'..v55 end print(f()) print(f())")
                == "1541\t2x55\n1542\t3x55\n"
        )
    }

    @Test func gotoJumpsToItsLabel() {
        #expect(
            LuaBench(.lua53).run(
                "local i,s=0,'' ::top:: i=i+1 if i%2==0 then goto skip end s=s..i ::skip:: if i<9 then goto top end print(s)"
            )
                == "13579\n"
        )
    }
}
