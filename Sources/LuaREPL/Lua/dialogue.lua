-- The board's side of the dialogue: every answer is one framed line, computed once and repeated on demand.
-- The table otaflash exists already; otaflash.t holds the mark that starts each frame.

-- check(s): what guards a frame or a piece of a chunk.
function otaflash.c(s) local n=0 for i=1,#s do n=(n*31+s:byte(i))%65521 end return n end
-- escape(v): three letters of the type, then the text without control bytes, colons, backslashes and bytes above 126.
function otaflash.e(v) return type(v):sub(1,3)..tostring(v):gsub("[%c\\:\128-\255]",function(c) return ("\\%03d"):format(c:byte()) end) end
-- join(ok, ...): the verdict and the values of a call.
function otaflash.j(ok,...) local s=ok and "+" or "-" for i=1,select("#",...) do s=s..":"..otaflash.e((select(i,...))) end return s end
-- print a frame.
function otaflash.p(s) print("\n"..otaflash.t..s..":"..otaflash.c(s)) end
-- question(k, f): calls f unless question k was answered already.
function otaflash.q(k,f) local o=otaflash if k~=o.k then o.k=k o.z=k..o.j(pcall(f)) end o.p(o.z) end
-- append(k, i, s, c): keeps piece i of a chunk if its check is right.
function otaflash.a(k,i,s,c) local o=otaflash if i==1 then o.s={} end if o.c(s)==c then o.s[i]=s end o.p(k.."+:num"..#o.s) end
-- load(r): compiles the kept pieces, as an expression if r.
function otaflash.l(r) local s,i=otaflash.s,r and -1 or 0 return load(function() i=i+1 if i==0 then return "return " end return s[i] end,"=stdin") end
-- execute(k): runs the kept pieces as an expression or else as a chunk.
function otaflash.x(k) local o=otaflash local f,m=o.l(true) if not f then f,m=o.l() end o.q(k,f or function() error(m,0) end) end
