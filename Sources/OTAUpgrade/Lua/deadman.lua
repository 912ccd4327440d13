-- The dead-man timer: restores the console when the host has been silent for some seconds.
--
-- The alarm repeats automatically. The firmware drops an alarm that is due while its task queue is full (tmr.c), as when
-- console bytes fill it, and an alarm of any other kind never fires again after that.
-- An alarm counts only once all input has been handled: it posts a task of low priority. The alarms that are due while
-- Lua is busy all come at once and count as one. Functions take the table o, which outlives the global otaflash. None may
-- raise an error, which would restart the chip.

-- restore(o): the prompt, and the rate and the echo if they were changed.
function otaflash.restore(o) if o.timer then o.timer:unregister() end if o.leave then pcall(o.leave) o.leave=nil end if o.baud then pcall(uart.setup,0,o.baud,8,0,1,1) o.baud=nil end end
-- words(o): changes with every question, order and chunk from the host.
function otaflash.words(o) return (o.k or 0)..":"..(o.n or 0)..":"..(o.order or 0) end
-- clock(o): microseconds; without node.uptime, a second for each alarm so far.
function otaflash.clock(o) local ok,t=pcall(function() return (node.uptime()) end) if ok then return t end o.alarms=(o.alarms or 0)+1 return o.alarms*1000000 end
-- silence(o, t): microseconds of silence. The clock wraps after 2^31 of them, a number too big for some builds.
function otaflash.silence(o,t) local d=t-o.since if d<0 then d=d+2147483647+1 end return d end
-- second(o): restores the console if the host has said nothing for too long.
function otaflash.second(o) o.posted=nil local w,t=o.words(o),o.clock(o) if w~=o.heard then o.heard,o.since=w,t elseif o.silence(o,t)>=o.patience*1000000 then o.restore(o) end end
-- watch(n): restores the console after n seconds of silence.
function otaflash.watch(n) local o=otaflash o.patience,o.heard,o.since=n,o.words(o),o.clock(o) o.timer=o.timer or tmr.create() o.timer:unregister() o.timer:alarm(1000,tmr.ALARM_AUTO,o.alarm(o)) end
function otaflash.alarm(o) local function f() pcall(o.second,o) end return function() if o.posted then return end o.posted=true if not pcall(function() node.task.post(0,f) end) then f() end end end

-- usual(b): the rate to restore. It comes in a question of its own, which is checked: a damaged rate would last.
function otaflash.usual(b) otaflash.baud=b end
-- rate(n): no echo, and the rate n, for three seconds unless watch is called again.
function otaflash.rate(n) local o=otaflash if o.baud then o.watch(3) uart.setup(0,n,8,0,1,0) end end
