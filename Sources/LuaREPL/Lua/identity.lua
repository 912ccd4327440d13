-- What the board can say of itself; each function returns a fixed number of values.
function otaflash.d() local n=node or {} return _VERSION,console~=nil,n.osoutput~=nil,n.info~=nil or n.chipmodel~=nil,3/2==1,2147483647+1<0 end
function otaflash.m(l) local s="" for m in l:gmatch("%a+") do if _G[m] then s=s..m.." " end end return s end
function otaflash.h() local n=node or {} return n.chipmodel and n.chipmodel(),n.chipid and n.chipid(),n.heap and n.heap() end
function otaflash.g() local b,h=node.info("build_config"),node.info("hw") return b.esp_console,h.flash_size,h.chip_model end
