-- The board's end of a compressed transfer, on top of receiver.lua: the lines, their check and the answers stay the
-- same, but a line carries tokens. It replaces take and flush. Its state is in fields of otaflash with capital letters.
--
-- The image is rebuilt in order. O is its end, the tail, which starts at offset Y, a multiple of 256; the 256-byte blocks
-- before it are kept in B, by their offsets, as far back as the window K reaches. Q is the offset of the first byte that
-- is not yet written to flash. A payload is literals and leads: byte values that are rare in this image. L holds the
-- length that a lead copies and D its distance; X the rank, from 1, of each byte value that may follow a lead.

-- A copy leaves three strings as garbage; by default the collector lets garbage grow to twice the size of the window.
collectgarbage("setpause",110) collectgarbage("setstepmul",1000)

-- start(K, H, first, J, U): H is the reach of a far copy; first is 1 if a NUL cannot be in a line; calls are made
-- relative again between the offsets J and U. The end of a line is the newline, a byte that no payload contains.
function otaflash.I(k,h,z,j,u)local o,r=otaflash,0 o.L,o.D,o.X,o.B={},{["\n"]=""},{},{}o.O,o.G,o.Y,o.Z,o.Q,o.n,o.K,o.H,o.J,o.U="",0,0,0,0,0,k,h,j,u for b=z,255 do local c=string.char(b)if not("\b\n\r\"\\\127"):find(c,1,true)then r=r+1 o.X[c]=r end end end
-- assign(leads, distance, step, lengths...): the distance starts again at each new length.
function otaflash.A(q,d,e,...)local o,b,m=otaflash for i=1,#q do local c,l=q:sub(i,i),(select(i,...))if l~=m then b,m=d,l end o.L[c],o.D[c]=l,b b=b and b+e end end

-- run(line, size, O, G, L, D, X, H, B, Y, P, match): the tail and the last distance after a line's tokens. It has no
-- side effects, so an error leaves everything unchanged. P matches literals, a lead, the offset after it and the two
-- bytes there. A lead with L copies: D and the first byte give the distance; if D is below 0, the second byte extends it
-- and tells whether the copy is one byte longer; without D the last distance is used. A lead with only D stands for a
-- byte that cannot be in a line, and one with neither is followed by a literal that looks like a lead.
-- It is longer than a line may be, so its text is concatenated first.
otaflash.R="local s,n,o,g,L,D,X,H,B,Y,P,M=... local i=3 while i<n do local a,c,p,x,y=M(s,P,i)local l,d=L[c],D[c]o=o..a if l then if d then g=d+X[x]i=p+1 if d<0 then g=g-d*X[y]i=p+2 if g>H then g=g-H l=l+1 end end else i=p end "
otaflash.R=otaflash.R.."d=#o-g if d<0 then a=d%256 o=o..B[d-a+Y]:sub(a+1,a+l)else o=o..o:sub(d+1,d+l)end elseif d then o=o..d i=p else o=o..x i=p+1 end end return o,g"
otaflash.R=(loadstring or load)(otaflash.R)
-- commit(tail, distance): cuts blocks off the tail. Nothing counts before the assignment, which cannot fail; a block is
-- dropped when it is out of the window and written.
function otaflash.C(t,g)local o=otaflash local y=o.Y while #t>255 do o.B[y]=t:sub(1,256)t=t:sub(257)y=y+256 end o.O,o.G,o.Y,o.n=t,g,y,y+#t while o.Z<y-o.K and o.Z<o.Q do o.B[o.Z]=nil o.Z=o.Z+256 end end
-- take(line): decodes a line if its check is right; returns the verdict.
function otaflash.take(s)local o=otaflash if o.intact(s)then local ok,t,g=pcall(o.R,s.."\n",#s+1,o.O,o.G,o.L,o.D,o.X,o.H,o.B,o.Y,o.P,string.match)if ok and pcall(o.C,t,g)then return"+"end end return"-"end

-- relative(block, offset): makes the targets of call8 instructions relative again, as the processor needs them.
function otaflash.N(b,q)return(b:gsub("()([%%e\165\229]..)",function(p,s)local x,y,z=s:byte(1,3)p=p+q-1 p=((x-x%64)/16+y*16+z*4096-p+p%4)%1048576 return string.char(x%64+p%16*16,(p-p%16)/16%256,(p-p%4096)/4096)end))end
-- flush(all): writes every complete block that is not yet written, and with all the tail.
function otaflash.flush(all)local o=otaflash local e=all and o.n or o.Y while o.Q<e do local q,b=o.Q,o.O if q<o.Y then b=o.B[q]end if q>=o.J and q<o.U then b=o.N(b,q)end o.put(b)o.Q=q+#b end end
