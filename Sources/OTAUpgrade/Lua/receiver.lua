-- The board's end of the transfer. A line is answered with the mark, a verdict and the offset that is expected next:
-- + taken, - refused, ! the flash refused and says why. An order with number k is answered with =k: and the offset.
-- The check covers the payload, its length and the offset at which it belongs: a Fletcher sum over groups of eight.
-- What was taken waits in m, page by page, until it is written; b is the part of a page after it, h pages are written.
otaflash.n,otaflash.y,otaflash.u,otaflash.m,otaflash.b,otaflash.h=0,string.byte,string.sub,{},"",0
function otaflash.v(s,n) local y,u,t,v=otaflash.y,s.."\0\0\0\0\0\0\0",#s-2+n%16381,0 for i=3,#s,8 do local a,b,c,d,e,f,g,h=y(u,i,i+7) a=t+a b=a+b c=b+c d=c+d e=d+e f=e+f g=f+g t=g+h v=v+a+b+c+d+e+f+g+t end return (t+v*3)%16381 end
-- intact(s): whether a line's check is right.
function otaflash.intact(s) local o=otaflash return s and #s>2 and o.y(s)*128+o.y(s,2)-16512==o.v(s,o.n) end
-- take(s): keeps a line if its check is right; the verdict. Nothing counts before the last assignment, which cannot fail.
function otaflash.take(s) local o=otaflash if not o.intact(s) then return "-" end local b,p=o.b..o.u(s,3) if #b>255 then p,b=o.u(b,1,256),o.u(b,257) o.m[#o.m+1]=p end o.b,o.n=b,o.n+#s-2 return "+" end
-- put(b): writes b to flash; an error has no position in front.
function otaflash.put(b) local ok,m=pcall(otaflash.sink or otaupgrade.write,b) if not ok then error(m,0) end end
-- flush(all): writes whole pages, and the part of a page after them if all is to be written. Nothing is written twice.
function otaflash.flush(all) local o=otaflash while o.h<#o.m do o.put(o.m[o.h+1]) o.h=o.h+1 end o.m,o.h={},0 if all and o.b~="" then o.put(o.b) o.b="" end end
-- answer(r, k): the verdict r of a line, or the answer to order k, which is a word of the host for the dead-man timer.
function otaflash.answer(r,k) local o=otaflash o.order=k or o.order if k and #r<2 then r="="..k..":" end print(o.t..r..o.n) end
-- finish(r, k, all): writes, and answers.
function otaflash.finish(r,k,all) local ok,m=pcall(otaflash.flush,all) if not ok then r="!"..m.."!" end otaflash.answer(r,k) end
-- w takes a line, W takes a line and writes whole pages, E writes all that is left.
function otaflash.w(s,k) otaflash.answer(otaflash.take(s),k) end
function otaflash.W(s,k) otaflash.finish(otaflash.take(s),k) end
function otaflash.E(s,k) otaflash.finish("+",k,true) end
-- The two that take lines have one letter while the transfer lasts; what bore it before comes back.
if not otaflash.undo then local v,V=w,W function otaflash.undo() w,W=v,V end end w,W=otaflash.w,otaflash.W
