-- Raw frames instead of lines at the prompt: the console's bytes go to a function, up to each line end. A frame is a check
-- and a payload; where a byte below 128 stands in front, it stands for the line ends in the rest. One letter is an order.

-- take a frame: orders are ?, F, E, d (hold back) and leave, a whole word since a byte may be lost. Orders and what is
-- taken keep the frames; a host that looks for the prompt does not.
function otaflash.fc(s) local o,n=otaflash,#s-1 local c,k=o.fk[s:sub(1,n)],o.n if c then o.fa=true return c() end if n<1 then return o.w() end if s:byte()<128 then s=s:sub(2,n):gsub(s:sub(1,1),"\n") else s=s:sub(1,n) end o.fd(s) o.fa=o.fa or o.n~=k end
-- An error in a callback would restart the chip.
function otaflash.ff(s) pcall(otaflash.fc,s) end
-- leave: the prompt is back.
function otaflash.fl() local o=otaflash if o.ft then o.ft:unregister() o.ft=nil end if console then console.mode(1) console.on("data") else uart.on("data") end end
otaflash.fk={["?"]=function() otaflash.w() end,F=function() otaflash.W() end,E=function() otaflash.E() end,leave=otaflash.fl,d=function() otaflash.fd=otaflash.w otaflash.w() end}
-- enter(f): f takes what frames carry. Three to six seconds without a frame give the prompt back. The timer starts anew
-- each time, since the alarms of a busy board would come all at once.
function otaflash.fe(f) local o=otaflash o.fd,o.fa=f,true if o.ft then o.ft:unregister() end o.ft=tmr.create() o.ft:alarm(3000,tmr.ALARM_SEMI,function(t) if o.fa then o.fa=false t:start() else o.fl() end end) o.fs() end
function otaflash.fs() local f=otaflash.ff if console then console.on("data","\n",f) console.mode(0) else uart.start(0) uart.on("data","\n",f,0) end end
