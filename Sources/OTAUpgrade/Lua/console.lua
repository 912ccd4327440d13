-- The console for a transfer: no echo, perhaps another rate, and all as it was once the host falls silent.
-- no timer.
function otaflash.cx() local o=otaflash if o.ct then o.ct:unregister() o.ct=nil end end
-- restore: the rate b and the echo. An error in a callback would restart the chip.
function otaflash.cr() local o=otaflash o.cx() pcall(uart.setup,0,o.cb,8,0,1,1) end
-- change(n, b): no echo, and the rate n; as it was after 2.5 s unless it is kept.
function otaflash.cc(n,b) local o=otaflash o.cx() o.cb,o.ct=b,tmr.create() o.ct:alarm(2500,tmr.ALARM_SINGLE,o.cr) uart.setup(0,n,8,0,1,0) end
-- keep: as it was after ten to twenty seconds without a new question or chunk; a timer that starts anew, as in frames.lua.
function otaflash.ck() local o,k=otaflash o.cx() o.ct=tmr.create() o.ct:alarm(10000,tmr.ALARM_SEMI,function(t) local h=(o.k or 0)..":"..(o.n or 0) if h==k then return o.cr() end k=h t:start() end) end
