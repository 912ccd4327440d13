-- otaupgrade.info() as a flat list: running label, boot label, then eight values for each slot.
otaflash.f={"state","name","version","secure_version","date","time","idf_version"}
function otaflash.i() local r,b,t=otaupgrade.info() local v,n={r,b},2 for k,s in pairs(t) do v[n+1]=k for i,f in ipairs(otaflash.f) do v[n+1+i]=s[f] end n=n+8 end return (table.unpack or unpack)(v,1,n) end
