-- Raw frames instead of lines at the prompt: the console's bytes go to a function, up to each line end. A frame is a check
-- and a payload; a leading byte below 128 stands for the line ends in the rest.
-- An order is two hyphens, a letter and its number, so that at the prompt it is a comment. One with a CR proves that a CR
-- comes through.

-- obey(c, k): w asks for the offset, W writes complete pages, E writes all, d holds back what comes from now on.
function otaflash.obey(c,k) local o=otaflash if c=="leave" then o.leave=nil return o.left() end local f=({w=o.w,W=o.W,E=o.E,d=o.w})[c] if c=="d" then o.data=f end f(nil,k) end
-- frame(s): handles a frame. The order to leave is a long word, since a byte of it may be lost.
function otaflash.frame(s) local o,n=otaflash,#s-1 if s:sub(1,2)=="--" then return o.obey(s:match("^%-%-\r?(%a+)(%d*)\n")) end if s:byte()<128 then s=s:sub(2,n):gsub(s:sub(1,1),"\n") else s=s:sub(1,n) end o.data(s) end
-- An error in a callback would restart the chip.
function otaflash.safely(s) pcall(otaflash.frame,s) end
-- enter(f): f gets the contents of frames, until the host leaves or has been silent for twelve seconds.
function otaflash.enter(f) local o=otaflash o.data,o.leave=f,o.left o.watch(12) o.listen() end
function otaflash.listen() local f=otaflash.safely if console then console.on("data","\n",f) console.mode(0) else uart.start(0) uart.on("data","\n",f,0) end end
function otaflash.left() if console then console.mode(1) console.on("data") else uart.on("data") end end
