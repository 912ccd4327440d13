-- What the board reports about itself; each function returns a fixed number of values.
function otaflash.d() return _VERSION,3/2==1,2147483647+1<0 end
-- which of the names exist, each a global or a field of one.
function otaflash.m(l) local s="" for n in l:gmatch("%S+") do local ok,v=pcall(function() local v=_G for k in n:gmatch("%a+") do v=v[k] end return v end) if ok and v then s=s..n.." " end end return s end
function otaflash.h() local n=node or {} return n.chipmodel and n.chipmodel(),n.chipid and n.chipid(),n.heap and n.heap() end
function otaflash.g() local b,h=node.info("build_config"),node.info("hw") return b.esp_console,h.flash_size,h.chip_model,h.chip_major_rev,h.chip_minor_rev end
