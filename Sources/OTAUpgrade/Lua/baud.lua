-- change(new, old, echo): another rate without echo, and the old one again after 2.5 s unless it is kept.
function otaflash.bc(n,o,e) otaflash.bt=tmr.create() otaflash.bt:alarm(2500,tmr.ALARM_SINGLE,function() uart.setup(0,o,8,0,1,e) end) uart.setup(0,n,8,0,1,0) end
-- keep the rate.
function otaflash.bk() otaflash.bt:unregister() otaflash.bt=nil end
